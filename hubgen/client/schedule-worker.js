/** Makes schedules beside the page, so that it answers while one is made. */
import { schedule } from "./schedule.js";

self.addEventListener("message", ({ data: { participants, settings } }) => self.postMessage(schedule(participants, settings)));
