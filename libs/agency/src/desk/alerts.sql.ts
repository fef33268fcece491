import { searchExpression } from '@timpora/contracts';
import type { DataSource } from 'typeorm';

import { factColumns, type ShownFact } from '../reading/facts.sql.js';
import { openStates } from './alerts.js';

const state = searchExpression('state', 'equals');
const closedWithin = '14 days';
const mostClosed = 30;

/** Open alerts, and what others ask of the enforcement members: the most urgent first, then by the day on which they are due. */
export const openAlerts = (db: DataSource, member: string, limit: number): Promise<ShownFact[]> =>
  db.query<ShownFact[]>(
    `select * from (
       select ${factColumns} from fact where kind = 'alert' and ${state} = any($1) and change <> 'retracted'
       union all
       select ${factColumns} from fact where kind = 'enforcement-alert' and ${state} = any($1) and change <> 'retracted' and issuer <> $2) a
     order by array_position(array['URGENT', 'SOON', 'ORDINARY'], body->>'urgency'), body->>'dueOn', "factId" limit $3`,
    [openStates, member, limit],
  );

/** Alerts that were withdrawn or resolved lately, newest first: whoever saw them sees why they are gone. */
export const closedAlerts = (db: DataSource, member: string): Promise<ShownFact[]> =>
  db.query<ShownFact[]>(
    `select ${factColumns} from fact where kind in ('alert', 'enforcement-alert') and not ${state} = any($1) and change <> 'retracted'
        and (kind = 'alert' or issuer <> $2) and known_at > clock_timestamp() - interval '${closedWithin}' order by known_at desc limit ${mostClosed}`,
    [openStates, member],
  );
