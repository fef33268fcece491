import type { Agency } from '../members.js';
import type { Confidence, DatedList, Entry } from './dated-list.js';

export interface ViolationRule extends Entry {
  /** Who decides about a suspected breach of this rule. */
  readonly competentAgency: Agency;
  /** Absent where no text was found, and for what no single text covers. */
  readonly legalBasis?: string;
}

/** A rule with its agency, its legal basis and how sure that is. */
const rule = (code: string, name: string, [competentAgency, legalBasis, confidence]: [Agency, string?, Confidence?]): ViolationRule => ({
  code,
  name,
  competentAgency,
  ...(legalBasis && { legalBasis }),
  confidence: confidence ?? (legalBasis ? 'secondary' : 'policy'),
});

/** Rules whose suspected breach can be reported. Penalties are not here: they depend on the day of the act (UU 1/2026). */
export const violationRules: DatedList<ViolationRule> = {
  source: 'own list of the exchange; legal bases from public secondary sources, none read in an official gazette',
  effectiveFrom: '2026-01-01',
  confidence: 'policy',
  entries: [
    rule('STAY_PERMIT_MISUSE', 'Activity outside the purpose of the stay permit', ['imigrasi', 'UU 6/2011 art. 122(a)']),
    rule('NO_VALID_STAY', 'Stay without a valid permit', ['imigrasi', 'UU 6/2011 art. 78']),
    rule('FALSE_DATA', 'False data to obtain a visa or permit', ['imigrasi', 'UU 6/2011 art. 123']),
    rule('SPONSOR_DUTY', 'Duties of the sponsor', ['imigrasi', 'UU 6/2011 art. 63 as amended by UU 6/2023']),
    rule('LODGING_NOT_REPORTED', 'Guest not reported on request', ['imigrasi', 'UU 6/2011 art. 72 as amended by UU 63/2024']),
    rule('ADDRESS_NOT_REPORTED', 'Change of address not reported', ['imigrasi', 'UU 6/2011 arts 63(2), 71', 'unconfirmed']),
    rule('WORK_WITHOUT_APPROVAL', 'Work without the approval of this employer', ['disnaker', 'PP 34/2021 art. 6', 'confirmed']),
    rule('POSITION_NOT_APPROVED', 'Position differs from the approval', ['disnaker', 'PP 34/2021 art. 12']),
    rule('WORKPLACE_NOT_APPROVED', 'Place of work differs from the approval', ['disnaker', 'PP 34/2021 art. 12']),
    rule('RESIDENCE_PAPER_MISSING', 'Residence certificate missing', [
      'dukcapil',
      'UU 23/2006 art. 20(1); Perpres 96/2018 art. 28(5)',
      'confirmed',
    ]),
    rule('UNREGISTERED_ACTIVITY', 'Activity that is not registered', ['kesbangpol', 'Permendagri 49/2010 art. 19']),
    rule('PUBLIC_ORDER', 'Disturbance of public order', ['polres', 'Perpol 3/2025']),
    rule('PRACTICE_WITHOUT_PERMIT', 'Health practice without a permit', ['dinkes', 'PP 28/2024 arts 658-662, 677']),
    rule('UNREGISTERED_TEACHING', 'Teaching that is not registered', ['disdik']),
    rule('RELIGIOUS_WORK_WITHOUT_RECOMMENDATION', 'Religious work without a recommendation', ['kemenag', 'PMA 3/2023']),
    rule('OTHER', 'Other', ['imigrasi']),
  ],
};
