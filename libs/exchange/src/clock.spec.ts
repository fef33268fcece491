import { Clock, systemNow } from './clock.js';

describe('domain time', () => {
  it('goes on from where it is moved to, and the legal day is that of Jakarta', () => {
    const clock = new Clock();
    clock.moveTo('2027-03-10T16:59:00.000Z');
    expect(clock.legalDay()).toBe('2027-03-10');
    clock.moveTo('2027-03-10T17:00:00.000Z');
    expect([clock.legalDay(), clock.instant().slice(0, 16)]).toEqual(['2027-03-11', '2027-03-10T17:00']);
  });

  it('of what came before it was moved stays what it was', () => {
    const clock = new Clock(0);
    const before = systemNow() - 60_000;
    clock.moveTo('2040-01-01T00:00:00.000Z');
    expect(clock.domainMsOf(before)).toBe(before);
    expect(new Date(clock.domainMsOf(systemNow())).toISOString().slice(0, 10)).toBe('2040-01-01');
  });

  it('is system time with a shift, which no setting puts on system time', () => {
    const clock = new Clock(86_400_000);
    expect(Math.abs(clock.domainMs() - clock.systemMs() - 86_400_000)).toBeLessThan(1_000);
  });
});
