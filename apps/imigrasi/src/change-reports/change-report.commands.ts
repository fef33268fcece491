import { ChangeReportBody, only, Optional, OwnReference } from '@timpora/contracts';

export class ReportChange extends only(
  ChangeReportBody,
  'subjectRef',
  'reportType',
  'reportedOn',
  'effectiveOn',
  'declaredDistrict',
  'declaredVillage',
  'vitalEventFact',
) {
  @Optional(OwnReference()) ownReference?: string;
}
