import { ListOf, OneOf, SubjectRef } from '@timpora/contracts';

/** What the national population system answered when two records were compared. */
export class NoteNationalCheck {
  @ListOf(SubjectRef(), { min: 2, max: 2 }) subjectRefs!: [string, string];
  @OneOf(['ONE_PERSON', 'TWO_PERSONS']) result!: 'ONE_PERSON' | 'TWO_PERSONS';
}
