import { choiceOn, settingOn } from './settings.js';

describe('a dated setting', () => {
  it('has its value from its first day on', () => {
    expect(settingOn('religious-stay.total-years', '2026-06-01')).toBe(6);
    expect(settingOn('religious-stay.total-years', '2023-01-01')).toBe(6);
  });
  it('may be a word', () => {
    expect(choiceOn('overstay.day60', '2026-06-01')).toBe('REVIEW');
  });
  it('has none before, and none under another name', () => {
    expect(() => settingOn('religious-stay.total-years', '2022-12-31')).toThrow('on 2022-12-31');
    expect(() => settingOn('no-such.setting', '2026-06-01')).toThrow('no setting no-such.setting');
  });
});
