import { Readable } from 'node:stream';

import { agencies, type Agency } from '@timpora/contracts';
import { newId } from '@timpora/exchange';

import { eventually } from '../eventually.js';
import type { RunningExchange } from './a-running-exchange.js';
import type { ShownFact } from './agency-client.js';
import { merge } from './merges.js';
import { aDocument, aPermit, aPerson, aReport, aResident, someone, toldOfResidents, type ATestResident } from './residents.js';

interface LineAnswer {
  readonly line: number;
  readonly status: number;
  readonly fact?: ShownFact;
  readonly problem?: { readonly code: string; readonly errors?: readonly string[]; readonly factId?: string };
}

interface CommandLine {
  readonly command: string;
  readonly key?: string | undefined;
  readonly body?: unknown;
  readonly ifMatch?: string;
}

/** Commands by the line do what the same commands do one by one. */
export function bulk(given: () => RunningExchange): void {
  const client = () => given().client;
  let resident: ATestResident;
  beforeAll(async () => {
    resident = await aResident(given());
  });
  const sent = async (agency: Agency, lines: readonly (CommandLine | string)[], query = ''): Promise<readonly LineAnswer[]> => {
    const raw = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
    return client().lines<LineAnswer>(agency, `/api/bulk${query}`, raw);
  };
  const told = (answers: readonly LineAnswer[]): readonly string[] =>
    answers.map(({ line, status, problem, fact }) => `${line} ${status} ${problem?.code ?? `v${fact?.version}`}`);
  const rows = async (agency: Agency): Promise<string> =>
    (
      await given().query<{ n: string }>(
        agency,
        'select (select count(*) from fact where issuer = $1) || $2 || (select count(*) from idempotency_key) as n',
        [agency, ' facts, keys: '],
      )
    )[0]!.n;
  const identify = (key: string = newId(), change = {}): CommandLine => ({ command: '/api/foreign-nationals', key, body: aPerson(change) });
  const report = (day: number, change = {}): CommandLine => ({
    command: '/api/violations',
    key: newId(),
    body: aReport(resident.subjectRef, { observedOn: `2026-03-${String(day).padStart(2, '0')}`, ...change }),
  });

  it.each(agencies)('%s states many facts at once, which reach whoever may know them', async (agency) => {
    const about = toldOfResidents.includes(agency) ? {} : { subjectRef: undefined, organisationKey: 'nib:9000000000003' };
    const answers = await sent(
      agency,
      Array.from({ length: 25 }, (_, at) => report(at + 1, about)),
    );
    expect(told(answers)).toEqual(Array.from({ length: 25 }, (_, at) => `${at + 1} 201 v1`));
    const holders = Object.fromEntries([...new Set([agency, 'imigrasi'])].map((name) => [name, '1']));
    for (const { fact } of answers.slice(0, 2)) await eventually(() => client().holders(fact!), holders);
  });

  it('a line that fails undoes no other, and is refused as the single command would be', async () => {
    const twice = report(26);
    const lines = [
      report(27),
      { ...twice, key: newId() },
      '{"command": ',
      'null',
      '["a"]',
      { command: '/api/nothing', key: newId() },
      { command: '/api/exchange/agreement/compare', key: newId() },
      { command: '/api/bulk', key: newId() },
      { ...twice, key: newId() },
      { ...report(28), key: undefined },
      report(29, { ruleCode: 'BAD_MANNERS' }),
      report(30, { subjectRef: newId() }),
      report(30, { more: 1 }),
      `{"command": "/api/violations", "key": "x", "body": {"__proto__": {}}}`,
      `{"command": "/api/violations", "key": "x", "body": {}, "other": 1}`,
      { ...report(31), key: 'not printable: é' },
      '',
      report(31),
    ];
    const answers = await sent('disdik', lines);
    expect(told(answers)).toEqual([
      '1 201 v1',
      '2 201 v1',
      '3 400 request.not-json',
      '4 400 bulk.line-malformed',
      '5 400 bulk.line-malformed',
      '6 404 bulk.command-unknown',
      '7 404 bulk.command-unknown',
      '8 404 bulk.command-unknown',
      '9 409 violation.already-reported',
      '10 400 idempotency.key-required',
      '11 400 request.invalid',
      '12 422 subject.not-known',
      '13 400 request.invalid',
      '14 400 request.forbidden-name',
      '15 400 bulk.line-malformed',
      '16 400 idempotency.key-malformed',
      '18 201 v1',
    ]);
    expect(answers[8]?.problem?.factId).toBe(answers[1]?.fact?.factId);
    const keys = await given().query<{ n: string }>('disdik', 'select count(*) as n from idempotency_key where answer is null');
    expect(keys[0]?.n).toBe('0');
  });

  it('is sent again with the same keys, as lines or alone, without stating anything twice', async () => {
    const lines = [identify('bulk-a'), identify('bulk-b'), identify('bulk-c')];
    const first = await sent('imigrasi', lines);
    const before = await rows('imigrasi');
    expect(await sent('imigrasi', lines)).toEqual(first);
    const alone = await client().post('imigrasi', '/api/foreign-nationals', lines[1]?.body, { key: 'bulk-b' });
    expect(alone.body.factId).toBe(first[1]?.fact?.factId);
    expect(told(await sent('imigrasi', [{ ...lines[0]!, body: aPerson() }]))).toEqual(['1 409 idempotency.key-reused']);
    expect(await rows('imigrasi')).toBe(before);
  });

  it('goes on from the number of a line', async () => {
    const lines = [identify(), identify(), identify(), identify()];
    expect(told(await sent('imigrasi', lines.slice(0, 2)))).toEqual(['1 201 v1', '2 201 v1']);
    expect(told(await sent('imigrasi', lines, '?from=3'))).toEqual(['3 201 v1', '4 201 v1']);
  });

  it('decides lines about the same thing in their order', async () => {
    const [person] = await sent('imigrasi', [identify()]);
    const subjectRef = String(person?.fact?.subjectRef);
    const [permit] = await sent('imigrasi', [{ command: '/api/stay-permits', key: newId(), body: aPermit(subjectRef) }]);
    const to = (version: number): CommandLine => ({
      ...{ command: `/api/stay-permits/${permit?.fact?.factId}/extend`, key: newId(), ifMatch: `"${version}"` },
      body: { validTo: `20${27 + version}-02-01`, extendedOn: '2026-06-02' },
    });
    const again = { command: '/api/stay-permits', key: newId(), body: aPermit(subjectRef) };
    expect(told(await sent('imigrasi', [to(1), to(2), to(2), again, to(3)]))).toEqual([
      '1 200 v2',
      '2 200 v3',
      '3 409 version.stale',
      '4 409 permit.already-valid',
      '5 200 v4',
    ]);
  });

  it('two lines that claim the same number of ours: the first one has it', async () => {
    const ownReference = `berkas-${newId()}`;
    const answers = await sent('disdik', [report(1, { ruleCode: 'OTHER', ownReference }), report(2, { ruleCode: 'OTHER', ownReference })]);
    expect(told(answers)).toEqual(['1 201 v1', '2 409 reference.taken']);
  });

  it('two lines that establish the same person, which only a lock shows: the first one does', async () => {
    const body = aPerson();
    const lines = [
      identify(),
      { ...identify(), body },
      { ...identify(), body },
      { ...identify(), body: { ...body, birthDate: '1988-04-18' } },
    ];
    expect(told(await sent('imigrasi', lines))).toEqual(['1 201 v1', '2 201 v1', '3 409 foreign-national.already-identified', '4 201 v1']);
  });

  it('two lines about one person under two references, which only the lock shows: the first one has it', async () => {
    const references = [(await someone(given())).subjectRef, (await someone(given())).subjectRef];
    await merge(given(), references);
    const lines = references.map((subjectRef) => ({ command: '/api/stay-permits', key: newId(), body: aPermit(subjectRef) }));
    expect(told(await sent('imigrasi', lines))).toEqual(['1 201 v1', '2 409 permit.already-valid']);
  });

  it('a line that repeats another of the same request gets its answer', async () => {
    const line = identify();
    const [first, again, other] = await sent('imigrasi', [line, line, { ...line, body: aPerson() }]);
    expect(again).toEqual({ ...first, line: 2 });
    expect(other?.problem?.code).toBe('idempotency.key-reused');
  });

  it('whoever is cut off sends the same lines again, and nothing is stated twice', async () => {
    const lines = Array.from({ length: 1_000 }, () => identify());
    const bytes = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    const headers = { authorization: `Bearer ${await client().token('imigrasi', 'system')}`, 'content-type': 'application/x-ndjson' };
    const cut = new AbortController();
    const answering = await client().plain('imigrasi', '/api/bulk', { method: 'POST', headers, body: bytes, signal: cut.signal });
    await answering.body!.getReader().read();
    cut.abort();
    const answers = await sent('imigrasi', lines);
    expect(answers.filter(({ status }) => status !== 201)).toEqual([]);
    const names = lines.map(({ body }) => (body as { fullName: string }).fullName);
    const stated = `select count(*) as n from fact where kind = 'foreign-national' and body->>'fullName' = any ($1)`;
    expect((await given().query<{ n: string }>('imigrasi', stated, [names]))[0]?.n).toBe('1000');
  });

  it('a database that goes away amid a window keeps nothing of it, says from where to go on, and answers there', async () => {
    const lines = [identify(), identify(), identify()];
    const before = await rows('imigrasi');
    // Whoever is just using the key of the second line keeps the window waiting.
    await given().query('imigrasi', 'begin');
    await given().query('imigrasi', `insert into idempotency_key (principal, command, key, request_hash) values ($1, $2, $3, '')`, [
      ...['system@imigrasi', 'POST /api/foreign-nationals', lines[1]?.key],
    ]);
    const answering = sent('imigrasi', lines);
    const ended = `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%idempotency_key%'`;
    await eventually(async () => {
      // Within a transaction it would go on seeing what it saw first.
      await given().query('imigrasi', 'select pg_stat_clear_snapshot()');
      return (await given().query('imigrasi', ended)).length;
    }, 1);
    const answers = await answering;
    await given().query('imigrasi', 'rollback');
    expect(answers.map(({ line, status }) => [line, status])).toEqual([[1, 503]]);
    expect(await rows('imigrasi')).toBe(before);
    expect(told(await sent('imigrasi', lines, '?from=1'))).toEqual(['1 201 v1', '2 201 v1', '3 201 v1']);
  });

  it('what would happen is told by a dry run that changes nothing', async () => {
    const before = await rows('polres');
    const lines = [report(1, { ruleCode: 'OTHER' }), report(2, { subjectRef: newId() }), report(3, { ruleCode: 'OTHER' })];
    const wanted = ['1 201 v1', '2 422 subject.not-known', '3 201 v1'];
    expect(told(await sent('polres', lines, '?dryRun=true'))).toEqual(wanted);
    expect(await rows('polres')).toBe(before);
    expect(told(await sent('polres', lines))).toEqual(wanted);
  });

  it('a line may be as long as a body, and a long one harms no other', async () => {
    const long = JSON.stringify({ ...identify(), more: 'x'.repeat(300 * 1024) });
    expect(told(await sent('imigrasi', [identify(), long, identify()]))).toEqual(['1 201 v1', '2 413 request.too-large', '3 201 v1']);
  });

  it('answers whoever sends a line and waits for its answer before the next', async () => {
    let send: (line: CommandLine | null) => void = () => undefined;
    async function* lines(): AsyncGenerator<string> {
      for (;;) {
        const line = await new Promise<CommandLine | null>((resolve) => (send = resolve));
        if (!line) return;
        yield `${JSON.stringify(line)}\n`;
      }
    }
    const headers = { authorization: `Bearer ${await client().token('imigrasi', 'system')}`, 'content-type': 'application/x-ndjson' };
    const body = Readable.toWeb(Readable.from(lines()));
    const answering = client().plain('imigrasi', '/api/bulk', { method: 'POST', headers, body, duplex: 'half' });
    await eventually(() => send.length, 1);
    send(identify());
    const reader = (await answering).body!.pipeThrough(new TextDecoderStream()).getReader();
    expect((JSON.parse(String((await reader.read()).value)) as LineAnswer).line).toBe(1);
    send(identify());
    expect((JSON.parse(String((await reader.read()).value)) as LineAnswer).line).toBe(2);
    send(null);
    expect((await reader.read()).done).toBe(true);
  });

  it('is no way around roles, checks of the request, and the log', async () => {
    const ask = async (query: string, asking: object): Promise<string> =>
      client().outcome('disdik', `/api/bulk${query}`, undefined, { raw: '{}', ...asking });
    const lines = { headers: { 'content-type': 'application/x-ndjson' } };
    expect(await ask('', { role: 'operator', ...lines })).toBe('403 role.not-allowed');
    expect(await ask('', {})).toBe('415 bulk.not-lines');
    expect(await ask('?from=0', lines)).toBe('400 bulk.from-malformed');
    expect(await ask('?dryRun=perhaps', lines)).toBe('400 request.invalid');
    const [entry] = await given().query<{ route: string; result: number; residents: string[] }>(
      'polres',
      `select route, result, residents from access_log where $1 = any (residents) and route like '%(dry run)' and result = 201 limit 1`,
      [resident.subjectRef],
    );
    expect(entry).toEqual({ route: 'POST /api/violations (dry run)', result: 201, residents: [resident.subjectRef] });
  });

  it('thousands of lines are decided in few transactions', async () => {
    const before = await given().query<{ n: string }>('imigrasi', 'select count(distinct changed_in) as n from fact');
    const answers = await sent(
      'imigrasi',
      Array.from({ length: 1_000 }, (_, at) =>
        identify(newId(), { birthDate: `19${50 + (at % 50)}-03-${10 + (at % 20)}`, sex: at % 2 ? 'M' : 'F' }),
      ),
    );
    expect(answers.filter(({ status }) => status !== 201)).toEqual([]);
    const about = (command: string, body: (subjectRef: string) => object): CommandLine[] =>
      answers.map(({ fact }) => ({ command, key: newId(), body: body(String(fact?.subjectRef)) }));
    for (const lines of [about('/api/travel-documents', aDocument), about('/api/stay-permits', aPermit)])
      expect((await sent('imigrasi', lines)).filter(({ status }) => status !== 201)).toEqual([]);
    const after = await given().query<{ n: string }>('imigrasi', 'select count(distinct changed_in) as n from fact');
    expect(Number(after[0]?.n) - Number(before[0]?.n)).toBeLessThan(60);
    // Else each line is looked for among all others of its kind.
    const statistics = `select last_analyze is not null as fresh from pg_stat_user_tables where relname = 'fact'`;
    expect(await given().query('imigrasi', statistics)).toEqual([{ fresh: true }]);
  });
}
