import 'reflect-metadata';
import { validateSync } from 'class-validator';

import { ListOf, Optional, schemaOf, type BodyClass, type Word } from './body.js';
import {
  BusinessClassification,
  BusinessKey,
  CalendarDate,
  Count,
  CountryCode,
  DistrictCode,
  DocumentNumber,
  FactId,
  FactRef,
  Line,
  Listed,
  MatchKey,
  MemberName,
  MrzLine,
  OneOf,
  OrganisationKey,
  OwnReference,
  PersonName,
  ReportingPeriod,
  SubjectRef,
  TypedNumber,
  VillageCode,
  YesNo,
} from './fields.js';
import { compileCheck } from './json-schema.js';

const uuid = '019afb00-0000-7000-8000-000000000001';
const ref = { kind: 'work-plan', factId: uuid };
const loneSurrogate = 'Kim\ud800';

/** Values that every word refuses: none is text, yes or no, a list or a reference. */
const foreign: readonly unknown[] = [null, 7, 1.5, Number.NaN, {}, () => 1];

const words: readonly { name: string; word: Word; good: readonly unknown[]; bad: readonly unknown[] }[] = [
  {
    name: 'SubjectRef',
    word: SubjectRef(),
    good: [uuid],
    bad: ['', uuid.toUpperCase().replace('7', 'A'), `urn:uuid:${uuid}`, `${uuid} `, '0'.repeat(36)],
  },
  { name: 'FactId', word: FactId(), good: [uuid], bad: ['1', `{${uuid}}`] },
  {
    name: 'FactRef',
    word: FactRef(),
    good: [ref, { ...ref, version: '9007199254740993', owner: 'disnaker' }],
    bad: [
      { kind: 'work-plan' },
      { ...ref, version: 1 },
      { ...ref, version: '0' },
      { ...ref, more: 1 },
      { ...ref, factId: 'x' },
      JSON.parse(`{"kind":"work-plan","factId":"${uuid}","__proto__":{}}`),
    ],
  },
  {
    name: 'CalendarDate',
    word: CalendarDate(),
    good: ['2024-02-29', '1900-01-01', '2199-12-31'],
    bad: ['2024-02-31', '2026-02-30', '2025-02-29', '2026-2-3', '2026-02-03T00:00:00Z', '1899-12-31', '2200-01-01', '', '٢٠٢٤-٠٢-٠١'],
  },
  {
    name: 'PersonName',
    word: PersonName(),
    good: [
      'Sukarno',
      "O'Neill d'Arcy",
      'Zoë',
      'Zoe\u0308',
      '王小明',
      '김하늘',
      'محمد علي',
      'می\u200cخواهم',
      'a'.repeat(120),
      '𠮷'.repeat(120),
    ],
    bad: ['', ' Kim', 'Kim ', 'Kim  Lee', 'a'.repeat(121), 'Kim\u0000', loneSurrogate, 'Kim\nLee', 'Kim\u00a0Lee', '\ue000'],
  },
  {
    name: 'Line',
    word: Line(10),
    good: ['Busan', '12345', 'a b'],
    bad: ['', 'a'.repeat(11), '123456', 'x 1234567', '١٢٣٤٥٦', 'a\u2028b', 'a\u0007'],
  },
  { name: 'DocumentNumber', word: DocumentNumber(), good: ['SYN-0001', 'A'], bad: ['', 'a1', 'A 1', 'A'.repeat(21), 'Á'] },
  {
    name: 'TypedNumber',
    word: TypedNumber(),
    good: ['l898 902-c3', 'X1<<', '1'],
    bad: ['', ' ', '<<', '-', 'x'.repeat(41), 'X1;', 'Ä1'],
  },
  {
    name: 'MrzLine',
    word: MrzLine(),
    good: ['P<UTO'.padEnd(44, '<'), 'i<uto'.padEnd(30, '<'), `P<UTO ${'<'.repeat(39)}`],
    bad: ['P<UTO', '<'.repeat(61), 'P*UTO'.padEnd(44, '<'), 'P<UTO\n'.padEnd(44, '<')],
  },
  { name: 'MatchKey', word: MatchKey(), good: ['0f'.repeat(32)], bad: ['', '0F'.repeat(32), '0f'.repeat(31), `${'0f'.repeat(32)} `] },
  { name: 'CountryCode', word: CountryCode(), good: ['KOR', 'IDN', 'XXA', 'XXX'], bad: ['KR', 'kor', 'ZZZ', 'D', ''] },
  {
    name: 'OrganisationKey',
    word: OrganisationKey(),
    good: ['nib:0000000000001', `local:disdik:${uuid}`],
    bad: ['nib:', '0000000000001', 'local:disdik:1', `local::${uuid}`, `nib:${'1'.repeat(41)}`, 'nib:1 2'],
  },
  {
    name: 'BusinessKey',
    word: BusinessKey(),
    good: ['nib:0000000000001'],
    bad: ['nib:', '0000000000001', `local:disdik:${uuid}`, 'nib:1 2'],
  },
  {
    name: 'ReportingPeriod',
    word: ReportingPeriod(),
    good: ['2026-Q1', '2026-Q4', '2026-S2'],
    bad: ['2026-Q5', '2026-Q0', '2026-S3', '2026Q1', '1999-Q1', '2026-q1', ''],
  },
  { name: 'BusinessClassification', word: BusinessClassification(), good: ['24101', '01111'], bad: ['2410', '241011', '2410A', ''] },
  {
    name: 'DistrictCode',
    word: DistrictCode(),
    good: ['36.04.05', '36.72.01', 'outside'],
    bad: ['36.04', '36.04.99', '32.01.01', 'Outside'],
  },
  {
    name: 'VillageCode',
    word: VillageCode(),
    good: ['36.04.05.2001'],
    bad: ['36.04.05', '36.04.05.2999', '36.04.05.1001', '36.72.01.1001'],
  },
  { name: 'OneOf', word: OneOf(['VALID', 'EXPIRED']), good: ['VALID', 'EXPIRED'], bad: ['valid', 'CLOSED', '', 'VALID '] },
  {
    name: 'Listed',
    word: Listed('POSITION'),
    good: ['ENGINEER', 'JOB_ANALYST'],
    bad: ['ASTRONAUT', 'engineer', '', '__proto__', 'constructor'],
  },
  { name: 'MemberName', word: MemberName(), good: ['imigrasi', 'dpmptsp'], bad: ['Imigrasi', 'bpjs', 'toString'] },
  { name: 'Count', word: Count(), good: [0, 7, Number.MAX_SAFE_INTEGER], bad: [-1, '1', true, 2 ** 53] },
  { name: 'YesNo', word: YesNo(), good: [true, false], bad: ['true', 0, ''] },
  {
    name: 'OwnReference',
    word: OwnReference(),
    good: ['SIP/2026/000001', '1 2'],
    bad: ['', ' 1', 'a'.repeat(81), '1\u0000'],
  },
  {
    name: 'ListOf',
    word: ListOf(DistrictCode(), { min: 1, max: 2 }),
    good: [['36.04.05'], ['36.04.05', 'outside']],
    bad: [
      [],
      ['36.04.05', '36.04.05'],
      ['36.04.05', '36.04.06', '36.04.07'],
      ['36.04.99'],
      [null],
      '36.04.05',
      { 0: '36.04.05', length: 1 },
    ],
  },
];

function bodyWith(word: Word): BodyClass {
  class Body {}
  word(Body.prototype, 'field');
  return Body;
}

const edges = (body: BodyClass, value: unknown): { http: boolean; kafka: boolean } => ({
  http: validateSync(Object.assign(new body(), { field: value }), { whitelist: true, forbidNonWhitelisted: true }).length === 0,
  kafka: compileCheck(schemaOf(body))({ field: value }).length === 0,
});

describe.each(words)('the field word $name', ({ word, good, bad }) => {
  const body = bodyWith(word);
  it.each(good.map((value) => [value]))('takes %j at both edges', (value) => {
    expect(edges(body, value)).toEqual({ http: true, kafka: true });
  });
  it.each([...bad, ...foreign.filter((value) => !good.includes(value))].map((value) => [value]))('refuses %j at both edges', (value) => {
    expect(edges(body, value)).toEqual({ http: false, kafka: false });
  });
  it('is required, unless it is Optional, and null is never a value', () => {
    expect(edges(body, undefined)).toEqual({ http: false, kafka: false });
    const optional = bodyWith(Optional(word));
    expect(edges(optional, undefined)).toEqual({ http: true, kafka: true });
    expect(edges(optional, null)).toEqual({ http: false, kafka: false });
  });
});
