import 'reflect-metadata';

import { fieldsOf, ListOf, only, Optional, schemaOf, some } from './body.js';
import { CalendarDate, DistrictCode, FactRef, SubjectRef, YesNo, type FactReference } from './fields.js';
import { compileCheck, openForm } from './json-schema.js';

describe('a body class', () => {
  class Permit {
    @SubjectRef() subjectRef!: string;
    @CalendarDate() validFrom!: string;
    @Optional(CalendarDate('direct')) validTo?: string;
  }
  class Extended extends Permit {
    @YesNo() urgent!: boolean;
  }

  it('has the fields of its parent first', () => {
    expect([...fieldsOf(Extended).keys()]).toEqual(['subjectRef', 'validFrom', 'validTo', 'urgent']);
    expect([...fieldsOf(Permit).keys()]).toEqual(['subjectRef', 'validFrom', 'validTo']);
  });
  it('publishes the sensitivity of each field', () => {
    expect(schemaOf(Permit).properties?.['validTo']?.['x-pii']).toBe('direct');
    expect(schemaOf(Permit).required).toEqual(['subjectRef', 'validFrom']);
  });
  it('lends some of its fields to a command', () => {
    expect(schemaOf(only(Permit, 'validFrom', 'validTo')).required).toEqual(['validFrom']);
    expect(schemaOf(some(Permit, 'validFrom')).required).toEqual([]);
    expect(() => only(Permit, 'urgent' as never)).toThrow('Permit has no field urgent');
  });
});

describe('the open form of a schema', () => {
  class Letter {
    @ListOf(DistrictCode(), { min: 1, max: 2 }) field!: string[];
  }
  class Plan {
    @FactRef() field!: FactReference;
  }
  const closed = schemaOf(Letter);

  it('does not check lists, which may have grown, and still checks the form', () => {
    expect(compileCheck(closed)({ field: ['36.04.99'] })).toHaveLength(1);
    expect(compileCheck(openForm(closed))({ field: ['36.04.99'] })).toEqual([]);
    expect(compileCheck(openForm(closed))({ field: ['36.04'] })).toHaveLength(1);
  });
  it('lets unknown fields pass, inside references too', () => {
    const nested = schemaOf(Plan);
    const value = { field: { kind: 'work-plan', factId: '019afb00-0000-7000-8000-000000000001', since: 1 }, more: 1 };
    expect(compileCheck(nested)(value)).toHaveLength(2);
    expect(compileCheck(openForm(nested))(value)).toEqual([]);
  });
  it('names the place and never the value', () => {
    const problems = compileCheck(closed)({ field: ['Kim Haneul', 'outside'], 'Kim Haneul': 1 });
    expect(JSON.stringify(problems)).not.toContain('Haneul');
    expect(problems.map(({ path }) => path)).toEqual(expect.arrayContaining(['', '/field/0']));
  });
});
