export { fold, unknownKey, type Fetched, type Folded, type PartitionState, type Reader } from '../applying/fold.js';
export { judge } from '../applying/judge.js';
export { type NamedKey } from '../applying/positions.sql.js';
export { groupOf } from '../applying/newest.js';
export { type Group, type HeardFact, type MergedFact, type ParkedEvent } from '../applying/merge-facts.sql.js';
export { nextRequest, signedBatch, type Signer } from '../sealing/batches.js';
export { type Unacknowledged } from '../sealing/seal-outbox.sql.js';
export { isReadToEnd, missing, whatIsLeft, type LogRange } from './audit.js';
export { beginning, firstHead, nextHead, sha256, signPosition } from './chain.js';
export { difference, type Difference } from './difference.js';
export { digestOf, type Digest, type Leaf } from './digest.js';
export { envelopeSchema, openerType, readDocument, writeDocument, type FactDocument } from './document.js';
export { isWithin, type LastPlaces } from './last-places.js';
export { meet, type Meeting } from './meet.js';
export { type OwnRecord } from './past.js';
export { placeOf, type WireRecord } from './record.js';
export { rewind, type BeyondPlace } from './rewind.js';
export { seal, sealingState, type Sealed, type SealedVersion, type Unsealed } from './seal.js';
export { restated, settle, type Found, type KnownPast, type OwnVersion, type SettledFact, type Settlement } from './settle.js';
export {
  countingOf,
  isSignedMessage,
  positionsTopic,
  readRequest,
  readStatement,
  requestsTopic,
  signMessage,
  type Heard,
  type ResendRequest,
  type Said,
  type Statement,
} from './statement.js';
export { streamKey, type Position, type Stream } from './stream.js';
export { type Trust } from './verify.js';
