import { catalogue } from './all-events.js';
import { fieldsOf } from './body.js';
import { mayHold } from './catalogue.js';
import { Employment } from './disnaker/employment.js';
import { Resident } from './dukcapil/resident.js';
import { viewOf, viewsOf } from './views.js';

describe('a typed view', () => {
  it('casts each field, leaves retracted facts out and keeps the envelope', () => {
    expect(viewOf(Resident).create).toBe(
      'create view resident as select fact_id, issuer, version, subject_ref, event, occurred_at, recorded_at, known_at, ' +
        "body->>'registeredName' as registered_name, body->>'residentType' as resident_type, " +
        "iso_date(body->>'firstRegisteredOn') as first_registered_on, iso_date(body->>'registeredOn') as registered_on, " +
        "iso_date(body->>'endedOn') as ended_on, body->>'endReason' as end_reason, body->>'state' as state, " +
        "search_text(body->>'registeredName') as registered_name_search " +
        "from fact where kind = 'resident' and change <> 'retracted'",
    );
  });
  it('has an index for each searched field, with the expression that a search uses', () => {
    expect(viewOf(Resident).indexes).toEqual([
      {
        name: 'fact_resident_registered_name',
        create:
          "create index if not exists fact_resident_registered_name on fact using gin (search_text(body->>'registeredName') gin_trgm_ops) where kind = 'resident'",
      },
      {
        name: 'fact_resident_state',
        create: "create index if not exists fact_resident_state on fact ((body->>'state')) where kind = 'resident'",
      },
      {
        name: 'fact_resident_ended_on',
        create: "create index if not exists fact_resident_ended_on on fact (iso_date(body->>'endedOn')) where kind = 'resident'",
      },
    ]);
  });
  it('keeps lists and references as they are', () => {
    expect(viewOf(Employment).create).toContain("body->'workDistricts' as work_districts, body->'workPlanFact' as work_plan_fact");
  });
  it('has names that PostgreSQL does not cut, none twice', () => {
    const names = catalogue.facts.flatMap((fact) => [viewOf(fact).name, ...viewOf(fact).indexes.map(({ name }) => name)]);
    expect(names.filter((name) => name.length > 63)).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });
  it('has indexes at the owner, and nowhere else, for what tells facts apart', () => {
    const indexesAt = (member: 'imigrasi' | 'dukcapil') =>
      viewsOf(catalogue, member)
        .flatMap(({ indexes }) => indexes)
        .filter(({ name }) => name.endsWith('_same'));
    expect(indexesAt('imigrasi')).toContainEqual({
      name: 'fact_foreign_national_full_name_same',
      create:
        "create index if not exists fact_foreign_national_full_name_same on fact (search_text(body->>'fullName')) where kind || '' = 'foreign-national'",
    });
    expect(indexesAt('dukcapil').filter(({ name }) => name.includes('foreign_national'))).toEqual([]);
  });
  it('exists for the kinds that a member may hold', () => {
    expect(viewsOf(catalogue, 'kemenag').map(({ name }) => name)).toEqual(
      expect.arrayContaining(['residence', 'religious_recommendation', 'violation']),
    );
    expect(viewsOf(catalogue, 'kemenag')).toHaveLength(catalogue.facts.filter((fact) => mayHold(catalogue, 'kemenag', fact)).length);
  });
});

describe('searched fields', () => {
  const ways = catalogue.facts.flatMap((fact) =>
    Object.entries(fact.searched).map(([field, how]) => ({ kind: fact.kind, fact, field, how })),
  );

  it.each(ways)('$kind finds $field by $how, as its schema allows', ({ fact, field, how }) => {
    const schema = fieldsOf(fact.body).get(field)?.schema;
    expect(schema?.type).toBe(how === 'points-to' ? 'object' : 'string');
    expect(schema?.format === 'date').toBe(how === 'range');
  });
});
