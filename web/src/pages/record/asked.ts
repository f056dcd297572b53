// The closed questions of a record, by where they stand in it.
import type { QuestionRole, RecordQuestion, WorkshopRecord } from '../../lib/protocol.gen';
import { aboutGroups } from '../../questions/asked';

/** The questions with that role. */
export function questionsFor({ questions }: WorkshopRecord, role: QuestionRole): RecordQuestion[] {
  return questions.filter(({ question }) => question.is === role);
}

/** The questions about the problems. */
export function questionsAboutGroups({ questions }: WorkshopRecord): RecordQuestion[] {
  return questions.filter(({ question }) => question.is === undefined && aboutGroups(question));
}

/** Those about something else. */
export function otherQuestions({ questions }: WorkshopRecord): RecordQuestion[] {
  return questions.filter(({ question }) => question.is === undefined && !aboutGroups(question));
}
