import { CalendarDate, DistrictCode, Listed, OneOf, Optional, OrganisationKey, SubjectRef, YesNo } from '../fields.js';
import { defineEvent, defineFact } from '../facts.js';

const assignmentStates = ['ACTIVE', 'ENDED'] as const;

export class TeacherAssignmentBody {
  @SubjectRef() subjectRef!: string;
  /** The school's legal body. */
  @OrganisationKey('indirect') organisationKey!: string;
  @Listed('POSITION') positionCode!: string;
  @DistrictCode('indirect') workDistrict!: string;
  @CalendarDate() startedOn!: string;
  @Optional(CalendarDate()) endedOn?: string;
  /** A guest talk or a volunteer; whether that frees from a work approval is configuration. */
  @YesNo() voluntary!: boolean;
  @OneOf(assignmentStates) state!: (typeof assignmentStates)[number];
}

/** One foreign teacher at one school; a foreign teacher is a foreign worker. */
export const TeacherAssignment = defineFact({
  kind: 'teacher-assignment',
  owner: 'disdik',
  body: TeacherAssignmentBody,
  subject: 'subjectRef',
  knownBy: { disnaker: 'P3-LABOUR', imigrasi: 'P1-SUPERVISION' },
  classification: 'restricted',
  retention: 'RC-REGISTER',
  searched: { organisationKey: 'equals', positionCode: 'equals', workDistrict: 'equals', state: 'equals', endedOn: 'range' },
  inOrder: [['startedOn', 'endedOn']],
  onlyIn: { endedOn: ['ENDED'] },
  example: {
    subjectRef: '019afb00-0000-7000-8000-000000000003',
    organisationKey: 'local:disdik:019afb00-0000-7000-8000-000000000301',
    positionCode: 'TEACHER',
    workDistrict: '36.04.05',
    startedOn: '2026-07-13',
    voluntary: false,
    state: 'ACTIVE',
  },
});

export const ForeignTeacherAssigned = defineEvent({ name: 'foreign-teacher-assigned', version: 1, fact: TeacherAssignment });
export const ForeignTeacherLeft = defineEvent({ name: 'foreign-teacher-left', version: 1, fact: TeacherAssignment });
