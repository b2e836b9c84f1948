-- Makes documents of Markdown in one process: `pandoc lua paper.lua JOBS`, where JOBS is a JSON file of what to make.
-- Each job has the text, its title and other properties, the file with the look, and where the two documents go.
-- Nothing is fetched and nothing read but these files: images become their words, and addresses that lead nowhere
-- outside of the hub become text.

local FORMAT = "commonmark+pipe_tables+task_lists+strikeout+footnotes+alerts"
-- letters that a column is taken to hold: at most, at least, and where somebody is to write
local WIDEST, NARROWEST, ROOM = 40, 14, 24
-- how many low lines are a place to write on, and how many a line of its own
local LINE, LONG = 20, 40

local function read(path)
  local file = assert(io.open(path, "rb"))
  local content = file:read("a")
  file:close()
  return content
end

local function write(path, content)
  local file = assert(io.open(path, "wb"))
  assert(file:write(content))
  assert(file:close())
end

local function openxml(xml)
  return pandoc.RawInline("openxml", xml)
end

local function styled(style, blocks)
  return pandoc.Div(blocks, pandoc.Attr("", {}, { ["custom-style"] = style }))
end

-- a line across the page: the style's tab draws it
local function lines(tab)
  return function(para)
    local only = #para.content == 1 and para.content[1]
    if not (only and only.t == "Str" and #only.text >= LONG and only.text:match("^_+$")) then return nil end
    return styled("Line", { pandoc.Para({ tab }) })
  end
end

local BOX = { ["☐"] = "open", ["☒"] = "ticked" }

-- the words of a text with boxes to tick and lines to write on as such
local function places(fields)
  return function(word)
    if BOX[word.text] then return openxml(fields[BOX[word.text]]) end
    local before, line, after = word.text:match("^([^_]*)(_+)([^_]*)$")
    if not line or #line < LINE then return nil end
    local made = pandoc.List({ openxml((fields.line:gsub("{{line}}", line))) })
    if before ~= "" then made:insert(1, pandoc.Str(before)) end
    if after ~= "" then made:insert(pandoc.Str(after)) end
    return made
  end
end

-- a box stays on its label's line, and off the label before it
local function spaced(inlines)
  for n = 1, #inlines do
    local before, after = inlines[n - 1], inlines[n + 1]
    if inlines[n].t == "Str" and BOX[inlines[n].text] then
      if before and before.t == "Space" then inlines[n - 1] = pandoc.Str("\u{2003}") end
      if after and after.t == "Space" then inlines[n + 1] = pandoc.Str("\u{a0}") end
    end
  end
  return inlines
end

local function is_task(item)
  local first = item[1]
  local word = first and (first.t == "Plain" or first.t == "Para") and first.content[1]
  return word and word.t == "Str" and BOX[word.text] ~= nil
end

-- a list of tasks: paragraphs with a box before each, and no bullet beside it
local function tasks(gap)
  return function(list)
    for _, item in ipairs(list.content) do
      if not is_task(item) then return nil end
    end
    local made = pandoc.List()
    for _, item in ipairs(list.content) do
      item[1] = pandoc.Para(item[1].content)
      item[1].content[2] = gap
      made:extend(item)
    end
    return styled("Task", made)
  end
end

-- columns as wide as what stands in them asks for, so that a table is as wide as the page
local function widths(table_)
  local wide, sum = {}, 0
  local rows = pandoc.List()
  rows:extend(table_.head.rows)
  for _, body in ipairs(table_.bodies) do rows:extend(body.body) end
  for _, row in ipairs(rows) do
    for n, cell in ipairs(row.cells) do
      local length = utf8.len(pandoc.utils.stringify(cell.contents)) or 0
      wide[n] = math.max(wide[n] or NARROWEST, length == 0 and ROOM or math.min(length, WIDEST))
    end
  end
  for n = 1, #table_.colspecs do sum = sum + wide[n] end
  table_.colspecs = table_.colspecs:map(function(spec, n) return { spec[1], wide[n] / sum } end)
  return table_
end

-- an alert: a quotation with its kind before it
local function alert(div)
  local head = div.content[1]
  if not (head and head.t == "Div" and head.classes:includes("title")) then return nil end
  local text = pandoc.List({ pandoc.Para({ pandoc.Strong(pandoc.utils.stringify(head)) }) })
  text:extend({ table.unpack(div.content, 2) })
  return pandoc.BlockQuote(text)
end

-- what no document may hold
local SAFE = {
  Image = function(image) return image.caption end,
  RawInline = function(raw) return pandoc.Str(raw.text) end,
  RawBlock = function(raw) return pandoc.Para(raw.text) end,
  Div = alert,
  Link = function(link)
    if link.target:match("^https?://") or link.target:match("^mailto:") or link.target:match("^#") then return nil end
    return link.content
  end,
}

local function metadata(job)
  return { title = job.title, author = { job.author }, lang = job.lang, description = job.description }
end

local function word(doc, job)
  local tab = openxml("<w:r><w:tab/></w:r>")
  local made = doc:walk({ BulletList = tasks(tab) }):walk({ Inlines = spaced }):walk({ Para = lines(openxml(job.fields.across)) })
  return pandoc.write(made:walk({ Str = places(job.fields) }), "docx", { reference_doc = job.look, template = job.template })
end

-- automatic styles and the text, parted by a zero character
local function opendocument(doc)
  local made = doc:walk({ BulletList = tasks(pandoc.Space()) }):walk({ Inlines = spaced })
  made = made:walk({ Para = lines(pandoc.RawInline("opendocument", "<text:tab/>")) })
  return pandoc.write(made, "opendocument", { template = "$automatic-styles$\0$body$", wrap_text = "none" })
end

local function make(job)
  local doc = pandoc.read(job.text, FORMAT):walk(SAFE):walk({ Table = widths })
  doc.meta = pandoc.Pandoc({}, metadata(job)).meta
  write(job.docx, word(doc, job))
  write(job.odt, opendocument(doc))
end

for _, job in ipairs(pandoc.json.decode(read(arg[1]), false)) do
  local ok, fault = pcall(make, job)
  if not ok then io.stderr:write(job.path, ": ", tostring(fault), "\n") end
end
