import { CalendarDate, only, Optional, OwnReference, RegisteredActivityBody, some } from '@timpora/contracts';

export class RecordActivity extends only(
  RegisteredActivityBody,
  'subjectRef',
  'activityKind',
  'organisationKey',
  'topicCode',
  'districts',
  'validFrom',
  'validTo',
) {
  /** The registration number; unique inside kesbangpol. */
  @Optional(OwnReference()) ownReference?: string;
}

export class ChangeActivity extends some(RegisteredActivityBody, 'organisationKey', 'topicCode', 'districts', 'validTo') {}

export class EndActivity {
  @CalendarDate() endedOn!: string;
}
