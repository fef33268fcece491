import { mayBeHeardFrom, mayKnow, topicOf, type AnyEvent, type Member } from '@timpora/contracts';

import type { FactDocument, Reading } from '../protocol/document.js';
import type { Position, Stream } from '../protocol/stream.js';
import type { Reader } from './fold.js';
import type { HeardFact, ParkedEvent } from './merge-facts.sql.js';

export type Judgement = { readonly fact: HeardFact } | { readonly parked: ParkedEvent } | { readonly refused: string };

/** An event that is surely its issuer's and surely the next of its stream. */
export interface Admitted {
  readonly reading: Reading;
  readonly bytes: Buffer;
  readonly documentHash: string;
  readonly place: Stream & Position;
}

/** What becomes of an admitted event: used, kept aside whole, or refused because its issuer may not state it. */
export function judge(reader: Reader, { reading, bytes, documentHash, place }: Admitted): Judgement {
  const parked = (reason: ParkedEvent['reason'], problem: string): Judgement => ({
    parked: { document: 'document' in reading ? reading.document : null, bytes, documentHash, place, reason, problem },
  });
  if ('unreadable' in reading) return parked('unreadable', reading.unreadable);
  const { document, text } = reading;
  const event = reader.catalogue.eventByType.get(document.type);
  if (!event) return parked('unknown-type', 'its type is not in the contracts of this service; update the service');
  const refused = refusalOf(reader, place, { event, document });
  if (refused) return { refused };
  const [problem] = document.change === 'retracted' ? [] : event.fact.checkHeard(document.body);
  if (problem) return parked('breaks-contract', `data${problem.path} ${problem.message}`);
  return { fact: { document, text, documentHash, place } };
}

/** Only its owner may state a fact, only in its topic, and only the entitled may hold it, whatever the broker let through. */
function refusalOf(
  { catalogue, member }: Reader,
  { issuer, topic }: Stream,
  { event, document }: { event: AnyEvent; document: FactDocument },
): string | null {
  if (event.fact.kind !== document.kind) return 'kind-does-not-fit-type';
  if (!mayBeHeardFrom(catalogue, issuer as Member, event.fact)) return 'issuer-may-not-own';
  if (topicOf(catalogue, event, issuer as Member) !== topic) return 'wrong-topic';
  return mayKnow(member, event.fact) ? null : 'not-entitled';
}
