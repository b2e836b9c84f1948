/** Several files as one zip archive, each as it is: for the packages of word processors, which read that as well. */

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit += 1) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
  return n;
});
/** The first day that an archive knows: the same files give the same bytes. */
const DAY = 0x21;

/** Returns the CRC-32 of bytes. */
export const crc32 = (bytes) => {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = TABLE[(sum ^ byte) & 0xff] ^ (sum >>> 8);
  return (sum ^ 0xffffffff) >>> 0;
};

/** Returns numbers as bytes, the least first: [number, bytes] each. */
const packed = (...numbers) => Uint8Array.from(numbers.flatMap(([number, size]) => Array.from({ length: size }, (_, n) => Math.floor(number / 256 ** n) % 256)));

/** Returns a Blob of the texts by their path. */
export const zip = (texts, type) => {
  const encoder = new TextEncoder();
  const files = [];
  const contents = [];
  let offset = 0;
  for (const [path, text] of Object.entries(texts)) {
    const [name, bytes] = [encoder.encode(path), encoder.encode(text)];
    // version, flags (names are UTF-8), no compression, time, day, checksum, size twice, length of the name, nothing more
    const about = [[20, 2], [0x800, 2], [0, 2], [0, 2], [DAY, 2], [crc32(bytes), 4], [bytes.length, 4], [bytes.length, 4], [name.length, 2], [0, 2]];
    files.push(packed([0x04034b50, 4], ...about), name, bytes);
    contents.push(packed([0x02014b50, 4], [20, 2], ...about, [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]), name);
    offset += 30 + name.length + bytes.length;
  }
  const number = contents.length / 2;
  const size = contents.reduce((sum, part) => sum + part.length, 0);
  const end = packed([0x06054b50, 4], [0, 4], [number, 2], [number, 2], [size, 4], [offset, 4], [0, 2]);
  return new Blob([...files, ...contents, end], { type });
};
