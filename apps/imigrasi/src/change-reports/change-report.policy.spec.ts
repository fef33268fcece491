import { ChangeReport, type ChangeReportBody } from '@timpora/contracts';

import { isSameChange, isWhole } from './change-report.policy.js';

const event = { kind: 'vital-event', factId: 'event-1' };
const aReport = (reportType: ChangeReportBody['reportType'], change: Partial<ChangeReportBody> = {}): ChangeReportBody => ({
  subjectRef: ChangeReport.example.subjectRef,
  reportType,
  reportedOn: '2026-06-15',
  effectiveOn: '2026-06-01',
  ...change,
});
const area = { declaredDistrict: '36.04.05' };

describe('a report', () => {
  it.each([
    ['of an address with its district', aReport('ADDRESS', area), null],
    ['of an address with its village', aReport('ADDRESS', { ...area, declaredVillage: '36.04.05.2001' }), null],
    ['of an address outside', aReport('ADDRESS', { declaredDistrict: 'outside' }), null],
    ['of an address that is nowhere', aReport('ADDRESS'), 'change-report.address-fields'],
    [
      'of an address in a village elsewhere',
      aReport('ADDRESS', { ...area, declaredVillage: '36.04.06.2001' }),
      'change-report.village-elsewhere',
    ],
    ['of work with a district', aReport('WORK', area), 'change-report.address-fields'],
    ['of work with a village', aReport('WORK', { declaredVillage: '36.04.05.2001' }), 'change-report.address-fields'],
    ['of a nationality', aReport('NATIONALITY'), null],
    ['of a civil status about its event', aReport('CIVIL_STATUS', { vitalEventFact: event }), null],
    ['of a civil status about an event abroad', aReport('CIVIL_STATUS'), null],
    ['of a sponsor about a vital event', aReport('SPONSOR', { vitalEventFact: event }), 'change-report.not-a-vital-event'],
    [
      'of a civil status about a residence',
      aReport('CIVIL_STATUS', { vitalEventFact: { ...event, kind: 'residence' } }),
      'change-report.not-a-vital-event',
    ],
    [
      'of a civil status about an event of another member',
      aReport('CIVIL_STATUS', { vitalEventFact: { ...event, owner: 'kemenag' } }),
      'change-report.not-a-vital-event',
    ],
  ])('%s', (_, report, code) => {
    expect(isWhole(report)?.code ?? null).toBe(code);
  });
});

describe('the same change is told', () => {
  const status = (factId: string | null, effectiveOn = '2026-06-01'): ChangeReportBody =>
    aReport('CIVIL_STATUS', { effectiveOn, ...(factId !== null && { vitalEventFact: { ...event, factId } }) });

  it.each([
    ['by the same event, on whatever day', status('event-1'), status('event-1', '2026-06-02'), true],
    ['not by two events of one day', status('event-1'), status('event-2'), false],
    ['not by an event and a day', status('event-1'), status(null), false],
    ['by the same day, where there is no event', status(null), status(null), true],
    ['not by two days', status(null), status(null, '2026-06-02'), false],
  ])('%s', (_, one, other, same) => {
    expect([isSameChange(one, other), isSameChange(other, one)]).toEqual([same, same]);
  });
});
