import { defineProblem } from '@timpora/access';

export const notOpen = defineProblem({
  code: 'enforcement-alert.not-open',
  status: 409,
  title: 'This request to the team is closed',
  whatToDo: 'Read its present state and the reason why it ended.',
});
export const takenUpAlready = defineProblem({
  code: 'enforcement-alert.taken-up',
  status: 409,
  title: 'A member has taken this up already',
  whatToDo: 'Answer the further offer with REFUSED; read in takenUpBy who is at it.',
});
export const noOffer = defineProblem({
  code: 'enforcement-alert.no-offer',
  status: 409,
  title: 'This member has made no offer that is open',
  whatToDo:
    'An offer is a record-query OFFER_TO_TAKE_UP about this very alert; it may not have arrived yet, or have been taken back or answered.',
});
export const endsWithAlert = defineProblem({
  code: 'enforcement-alert.ends-with-alert',
  status: 409,
  title: 'What a rule asked of the team ends with its alert',
  whatToDo: 'Resolve the alert to which `about` points; this ends in the same moment.',
});
