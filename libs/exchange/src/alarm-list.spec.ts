import { committed, committedIn, formatted } from '../../../scripts/generate/page.js';
import { runbooks, runbooksFolder } from '../../../scripts/generate/runbooks.js';
import { alarmCodes, alarmList } from './alarm-list.js';

describe('the list of alarms', () => {
  it('has codes that fit a log line, a metric label and a file name', () => {
    for (const code of alarmCodes) expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });
  it.each(alarmCodes.map((code) => ({ code, ...alarmList[code] })))(
    'says of $code in both languages what it is and what to do',
    (alarm) => {
      const sentences = [alarm.title, alarm.meaning, alarm.whatToDo, ...(alarm.clearsWhen ? [alarm.clearsWhen] : [])];
      for (const { id, en } of sentences) {
        expect(Math.min(id.length, en.length)).toBeGreaterThan(10);
        expect(id).not.toBe(en);
      }
      for (const { id, en } of [alarm.meaning, alarm.whatToDo]) expect([id.at(-1), en.at(-1)]).toEqual(['.', '.']);
    },
  );
  it('is what the runbooks say (if not: npm run generate)', async () => {
    const pages = runbooks(alarmList);
    for (const page of pages) expect(await committed(page.path)).toBe((await formatted(page)).content);
    expect(await committedIn(runbooksFolder)).toEqual(pages.map(({ path }) => path).sort());
  });
});
