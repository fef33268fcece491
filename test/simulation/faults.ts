/** A patch of the core that makes one of its rules disappear. The simulation must find out. */
export interface Fault {
  readonly name: string;
  /** What is wrong then. */
  readonly breaks: string;
  /** From the repository's root. Files of test/simulation do what the SQL statements of libs/exchange do. */
  readonly file: string;
  /** Exactly once in the file. */
  readonly from: string;
  readonly to: string;
  /** Where the search begins: few seeds meet what it takes. */
  readonly firstSeed: number;
}

const protocol = 'libs/exchange/src/protocol';
const applying = 'libs/exchange/src/applying';
const mergeSql = 'test/simulation/applying-statements.ts';
const sealSql = 'test/simulation/sealing-statements.ts';
const agreeSql = 'test/simulation/agreeing-statements.ts';

type Patch = readonly [name: string, breaks: string, file: string, from: string, to: string, firstSeed?: number];

const patches: readonly Patch[] = [
  // Hearing: the pure core.
  [
    'signature-not-checked',
    'anybody may write in the name of another',
    `${protocol}/verify.ts`,
    'return isSigned(trust.exchangeId',
    'return true || isSigned(trust.exchangeId',
  ],
  [
    'unsigned-is-used',
    'a record that nothing vouches for is used',
    `${protocol}/verify.ts`,
    'verified: chained.filter(({ head }) => reached.has(head))',
    'verified: chained',
  ],
  [
    'chain-not-followed-back',
    'one signature vouches for one record only',
    `${protocol}/verify.ts`,
    'at = byHead.get(at.record.prev)) reached',
    'at = undefined) reached',
  ],
  [
    'prev-not-compared',
    'an event of another branch continues the stream',
    `${protocol}/admit.ts`,
    " && prev === at.head ? 'next'",
    " ? 'next'",
  ],
  [
    'gap-is-skipped',
    'what comes after a gap is taken',
    `${protocol}/admit.ts`,
    "return sequence === at.sequence + 1 && prev === at.head ? 'next' : 'ahead';",
    "return 'next';",
  ],
  [
    'repeat-is-a-gap',
    'a repeat makes a stream start anew',
    `${protocol}/admit.ts`,
    "if (sequence <= at.sequence) return 'repeat';",
    "if (sequence < at.sequence) return 'next';",
  ],
  [
    'generation-the-wrong-way',
    'an older generation counts as newer',
    `${protocol}/admit.ts`,
    "if (generation < at.generation) return 'repeat';",
    "if (generation > at.generation) return 'repeat';",
  ],
  [
    'opener-is-refused',
    'nobody follows into a new generation',
    `${protocol}/admit.ts`,
    'return sequence === 1 && opens(verified)',
    'return sequence === 0 && opens(verified)',
  ],
  [
    'generation-without-opener',
    'a later generation is entered anywhere',
    `${protocol}/admit.ts`,
    "return sequence === 1 && opens(verified) ? 'next' : 'ahead'",
    "return 'next'",
    1_986,
  ],
  [
    'anybody-owns',
    'a member may state what only another owns',
    `${applying}/judge.ts`,
    "if (!mayBeHeardFrom(catalogue, issuer as Member, event.fact)) return 'issuer-may-not-own';",
    '',
  ],
  [
    'rewind-is-ignored',
    'a topic that was cut is not read from its start',
    `${protocol}/meet.ts`,
    "if (!isFirstSinceSeek || first.offset < nextOffset - 1) return 'rewound';",
    "if (!isFirstSinceSeek || first.offset < nextOffset - 1) return 'continues';",
  ],
  [
    'parked-is-dropped',
    'what older code cannot read is passed over',
    `${applying}/newest.ts`,
    'parked: [...folds.flatMap((part) => part.parked), ...contradicting]',
    'parked: [...contradicting]',
  ],
  [
    'first-heard-wins',
    'of two versions in one group the first one stays',
    `${applying}/newest.ts`,
    'if (!held || held.document.version < fact.document.version)',
    'if (!held)',
  ],
  [
    'own-stream-not-read',
    'an owner does not look at what Kafka has of it',
    `${applying}/fold.ts`,
    'foldOwn(reader, fetched.rewound ? null : state, part)',
    'nothing',
  ],
  // The member's statements.
  [
    'reader-not-fenced',
    'two instances move one partition, positions go back without their facts',
    mergeSql,
    'if (moves.some(({ move, row }) => row?.mark !== move.was)) throw new Fenced();',
    '',
  ],
  [
    'offset-instead-of-moves',
    'an instance comes back to an offset with other positions',
    mergeSql,
    'row?.mark !== move.was',
    '(row?.next ?? 0) < 0',
  ],
  [
    'no-version-guard',
    'an older version overwrites a newer one',
    mergeSql,
    'if (held && held.version >= version) return false;',
    'if (held && held.version > version + 1) return false;',
  ],
  [
    'contradiction-overwritten',
    'other content under the same version wins in silence',
    mergeSql,
    'if (held && held.version >= version) return false;',
    'if (held && (held.version > version || held.documentHash === documentHash)) return false;',
  ],
  [
    'parked-not-in-digest',
    'a parked fact counts as missing',
    agreeSql,
    'for (const row of [...db.facts.values(), ...parked])',
    'for (const row of [...db.facts.values()])',
  ],
  [
    'evidence-not-kept',
    'what Kafka has of the own past is forgotten',
    mergeSql,
    'for (const record of group.own) keepEvidence(db, record);',
    '',
  ],
  // Sealing.
  [
    'cursor-instead-of-state',
    'the outbox is read by a cursor: a late commit is skipped',
    sealSql,
    'const rows = db.outbox.slice(0, limit);',
    'const rows = db.outbox.slice(0, limit).filter(({ id }) => id % 7 !== 0);',
  ],
  [
    'seal-not-fenced',
    'two relays give the same places to different events',
    sealSql,
    'if (db.lease.epoch !== epoch) throw new Fenced();\n  for (const place of will) {',
    'for (const place of will.slice(0, 0)) {',
  ],
  ['head-not-chained', 'the chain leaves out who came before', `${protocol}/seal.ts`, 'prev: at.head, head,', 'prev: head, head,'],
  [
    'acknowledged-too-far',
    'the last of a batch counts as sent before it is',
    'test/simulation/relaying.ts',
    'const { generation, sequence } = last;\n',
    'const { generation } = last;\n    const sequence = last.sequence + 1;\n',
  ],
  [
    'given-up-after-first-try',
    'what was not acknowledged is not sent again',
    'test/simulation/relaying.ts',
    "return how === 'acknowledged';",
    'return true;',
  ],
  // The own past.
  [
    'doubt-is-not-awaited',
    'a restored owner goes on before it has read its own past',
    sealSql,
    '!lease.doubt && lease.expiresAt > clock.now',
    'lease.expiresAt > clock.now',
  ],
  [
    'nothing-proves-anything',
    'records beyond the journal prove nothing, nor does what members signed',
    `${protocol}/past.ts`,
    'const unknown = [...records, ...heard]',
    'const unknown: Position[] = []',
  ],
  [
    'positions-are-ignored',
    'what members signed proves nothing',
    `${protocol}/past.ts`,
    'const unknown = [...records, ...heard]',
    'const unknown = [...records]',
  ],
  [
    'branch-instead-of-generation',
    'after a contradiction the old generation goes on',
    `${protocol}/past.ts`,
    'return { takeOver: [], open: highest + 1, adopt: records };',
    'return { takeOver: [], open: null, adopt: records };',
  ],
  [
    'generation-not-higher',
    'the generation that was contradicted is opened again',
    `${protocol}/past.ts`,
    'open: highest + 1',
    'open: highest',
  ],
  ['adoption-is-ignored', 'own documents that came back are not taken', `${protocol}/past.ts`, "return 'newer';", "return 'known';"],
  [
    'contradiction-is-ignored',
    'two contents under one version stay',
    `${protocol}/past.ts`,
    " ? 'contradicts' : 'known'",
    " ? 'known' : 'known'",
  ],
  [
    'facts-not-stated-again',
    'a new generation leaves out what was told before',
    `${protocol}/settle.ts`,
    'const facts = past.ofStream.filter((fact) => !settled.has(keyOf(fact)));',
    'const facts = past.ofStream.slice(0, 0);',
  ],
  [
    'later-versions-dropped',
    'taking over drops versions that were not sealed yet',
    sealSql,
    'row.factId === factId && row.version <= version',
    'row.factId === factId',
  ],
  [
    'restated-elsewhere',
    'a contradiction is answered in a topic where nobody may take it',
    `${protocol}/settle.ts`,
    'const { issuer, topic, partition } = ours;',
    "const { issuer, partition } = ours;\n  const topic = ours.topic === 'note-taken' ? 'note-changed' : ours.topic;",
  ],
  [
    'pruned-journal-is-ignored',
    'nobody answers who asks for what the journal no longer has',
    `${protocol}/past.ts`,
    'if (unknown.length === 0 && !past.isAskedBelowJournal)',
    'if (unknown.length === 0)',
  ],
  // Positions and resend.
  [
    'no-announced-heads',
    'a lost tail with nothing after it is not seen',
    `${protocol}/audit.ts`,
    'return isAllRead(place) && (at ? isAhead(place, at) : place.sequence > 0);',
    'return isAllRead(place) && at !== undefined && false;',
  ],
  [
    'empty-log-is-unread',
    'who waits for what retention took never asks',
    `${protocol}/audit.ts`,
    'nextOffset >= end || start >= end',
    'nextOffset >= end',
  ],
  [
    'waits-for-what-is-lost',
    'doubt waits for records that the broker has lost',
    `${protocol}/audit.ts`,
    'end: Math.min(seen.end, now.end)',
    'end: seen.end',
  ],
  [
    'resend-is-ignored',
    'an owner does not answer who asks',
    sealSql,
    'acked: Math.min(row.acked, row.resendFrom), resendFrom: null',
    'resendFrom: null',
  ],
  [
    'resend-off-by-one',
    'a resend begins one event too late',
    sealSql,
    'acked: Math.min(row.acked, row.resendFrom), resendFrom: null',
    'acked: Math.min(row.acked, row.resendFrom + 1), resendFrom: null',
  ],
  [
    'statement-not-verified',
    'anybody may say where another stands',
    'test/simulation/announcing.ts',
    'return isSignedMessage(exchangeId, topic, { value, key, signature });',
    'return true;',
  ],
  // Keys that are learned, stolen, or whose owner left.
  [
    'waiting-is-not-read-again',
    'what waited for a key stays evidence when the key becomes known',
    mergeSql,
    'const waiting = rows.filter(([, row]) => named.has(nameOf(row)));',
    'const waiting = rows.filter(([, row]) => named.has(nameOf(row)) && row.offset < 0);',
  ],
  ['unknown-key-is-junk', 'what an unknown key signed waits for nothing', `${applying}/fold.ts`, '? unknownKey', "? 'no-valid-signature'"],
  [
    'ends-are-ignored',
    'a stolen key vouches for ever',
    `${protocol}/verify.ts`,
    '{ ...stream, generation, sequence }) === false',
    '{ ...stream, generation, sequence }) === null',
  ],
  [
    'ends-one-too-late',
    'a stolen key vouches for one event more',
    `${protocol}/last-places.ts`,
    'sequence <= last.sequence',
    'sequence <= last.sequence + 1',
  ],
  [
    'ends-at-once',
    'what an ended key signed before counts no more',
    `${protocol}/last-places.ts`,
    'sequence <= last.sequence',
    'sequence < 0',
  ],
  // Reactions.
  [
    'no-marks',
    'a changed fact calls for no look',
    mergeSql,
    'for (const { subjectRef, kind } of marks.values()) if (subjectRef !== null)',
    "for (const { subjectRef, kind } of marks.values()) if (subjectRef !== null && kind !== 'hint')",
  ],
  [
    'marks-are-joined',
    'a mark is not left where one of the same resident waits, whose look may have begun',
    mergeSql,
    'for (const { subjectRef, kind } of marks.values()) if (subjectRef !== null)',
    'for (const { subjectRef, kind } of marks.values()) if (subjectRef !== null && !db.due.some((mark) => mark.subjectRef === subjectRef))',
  ],
  [
    'marks-deleted-unseen',
    'a look takes the marks away that came while it looked',
    mergeSql,
    'db.due = db.due.filter(({ id }) => !gone.has(id));',
    'db.due = db.due.filter(({ subjectRef }) => !marks.some((mark) => mark.subjectRef === subjectRef) && gone.size > 0);',
  ],
  // Comparing, pruning, another server.
  [
    'beyond-is-not-undone',
    'an owner expects what a member at an older place cannot hold',
    `${protocol}/rewind.ts`,
    'held.set(factId, before);',
    'held.set(factId, newest.get(factId) ?? before);',
  ],
  [
    'another-server-is-trusted',
    'a lease that came with a backup says that the past is settled',
    sealSql,
    '!lease.doubt && lease.expiresAt > clock.now && lease.server === server',
    '!lease.doubt && lease.expiresAt > clock.now',
  ],
  [
    'evidence-forgotten-elsewhere',
    'settling one stream forgets what was found of the others',
    sealSql,
    'for (const { head } of records) db.evidence.delete(`${topic}/${head}`);',
    'if (records.length > 0) db.evidence.clear();',
  ],
  [
    'mark-without-places',
    'the mark of a reader does not say where its streams stand',
    `${applying}/fold.ts`,
    '[mark, next, last, places]',
    '[mark, next, last]',
    23_266,
  ],
  [
    'copies-count',
    'what a member said earlier and somebody sends again replaces what it says now',
    `${protocol}/statement.ts`,
    'const counts = before === undefined || readTo > before || offset <= before;',
    'const counts = true;',
  ],
  [
    'statements-of-a-new-topic-are-ignored',
    'nobody is heard any more once the topic was made anew',
    `${protocol}/statement.ts`,
    ' || offset <= before;',
    ';',
  ],
];

export const faults: readonly Fault[] = patches.map(([name, breaks, file, from, to, firstSeed = 1]) => ({
  name,
  breaks,
  file,
  from,
  to,
  firstSeed,
}));
