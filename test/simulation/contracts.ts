import { catalogueOf, defineEvent, defineFact, Line, OneOf, type Catalogue } from '@timpora/contracts';

/** States two events of one kind, in a topic each; the other members state or hear. */
export const owner = 'imigrasi';
/** Both state hints in one topic, so that each can write junk in the other's name. */
export const hinters = ['dukcapil', 'polres'] as const;
export const listener = 'disnaker';
export const everyone = [owner, ...hinters, listener] as const;
export type SimulatedMember = (typeof everyone)[number];

/** Code of an earlier release: it does not know one state and one event. */
export type Release = 1 | 2;

class EarlierBody {
  @Line(40) text!: string;
  @OneOf(['OPEN']) state!: string;
}
class NoteBody {
  @Line(40) text!: string;
  @OneOf(['OPEN', 'PAUSED']) state!: string;
}

const spec = { classification: 'internal', retention: 'RC-TASK', example: { text: 'synthetic', state: 'OPEN' } } as const;

function contractsOf(release: Release): Catalogue {
  const body = release === 1 ? EarlierBody : NoteBody;
  const Note = defineFact({ ...spec, body, kind: 'note', owner, knownBy: { dukcapil: 'P2-CIVIL-REG', polres: 'P4-PUBLIC-SAFETY' } });
  const Hint = defineFact({
    ...spec,
    body,
    kind: 'hint',
    owner: 'every-member',
    statedBy: hinters,
    knownBy: { imigrasi: 'P1-SUPERVISION', dukcapil: 'P1-SUPERVISION', polres: 'P1-SUPERVISION', disnaker: 'P1-SUPERVISION' },
  });
  const events = [
    defineEvent({ name: 'note-taken', version: 1, fact: Note }),
    defineEvent({ name: 'note-changed', version: 1, fact: Note }),
    ...(release === 1 ? [] : [defineEvent({ name: 'note-changed', version: 2, fact: Note })]),
    defineEvent({ name: 'hint-given', version: 1, fact: Hint }),
  ];
  return catalogueOf(events, everyone);
}

export const contracts: Readonly<Record<Release, Catalogue>> = { 1: contractsOf(1), 2: contractsOf(2) };

export const topics = ['note-taken', 'note-changed', 'hint-given'] as const;
export const hintTopic = 'hint-given';

export const ownTopics: Readonly<Record<SimulatedMember, readonly string[]>> = {
  imigrasi: ['note-taken', 'note-changed'],
  dukcapil: [hintTopic],
  polres: [hintTopic],
  disnaker: [],
};

/** Every topic that a member reads: what it hears, and its own. */
export const readTopics: Readonly<Record<SimulatedMember, readonly string[]>> = {
  imigrasi: topics,
  dukcapil: topics,
  polres: topics,
  disnaker: [hintTopic],
};

export const owners: readonly SimulatedMember[] = [owner, ...hinters];

/** Who hears the facts of an owner. */
export const hearersOf = (issuer: SimulatedMember): readonly SimulatedMember[] =>
  issuer === owner ? hinters : everyone.filter((member) => member !== issuer);

export const kindOf = (issuer: SimulatedMember): string => (issuer === owner ? 'note' : 'hint');
