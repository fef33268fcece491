import { defineProblem } from '@timpora/access';

export const identityNotFound = defineProblem({
  code: 'identity.not-found',
  status: 404,
  title: 'No reference is known here for this document',
  whatToDo:
    'Compare what you typed with the document. If it is right, ask imigrasi for the reference (identity-requested); an older passport of the same person may be known, too.',
});
export const documentIncomplete = defineProblem({
  code: 'identity.document-incomplete',
  status: 400,
  title: 'A document is looked up by three things',
  whatToDo: 'Give issuingState, documentNumber and birthDate, or the lines of the machine readable zone in mrz.',
});
export const mrzUnreadable = defineProblem({
  code: 'mrz.unreadable',
  status: 400,
  title: 'These are not the lines of a passport or travel document',
  whatToDo: 'Give all lines: two of 44 or of 36 characters, or three of 30. A visa sticker is no travel document.',
});
export const mrzMisread = defineProblem({
  code: 'mrz.misread',
  status: 400,
  title: 'A check digit of the machine readable zone does not fit',
  whatToDo: 'Scan it again or compare it letter by letter (0 and O, 1 and I, 5 and S, 8 and B are often confused).',
});
export const mrzDiffers = defineProblem({
  code: 'mrz.differs',
  status: 400,
  title: 'What was typed is not what the machine readable zone says',
  whatToDo: 'Compare both with the document, and leave out what is wrong.',
});
export const birthDateUnknown = defineProblem({
  code: 'mrz.birth-date-unknown',
  status: 400,
  title: 'The machine readable zone does not give the whole birth date',
  whatToDo: 'Give birthDate as it is registered, beside the lines.',
});
