import { buildContent, type MessageContent } from './message-content.js';
import { closingOf, dateText, inLanguage, type Wording } from './wording.js';

export interface TasksAssigned {
  count: number;
  url: string;
}

/** To the verifier who was given tasks; one message, however many. */
export function tasksAssigned({ count, url }: TasksAssigned, wording: Wording): MessageContent {
  return buildContent({
    subject: inLanguage(wording, `您有 ${count} 台新的检定任务`, `New verification tasks: ${count}`),
    paragraphs: inLanguage(
      wording,
      [`有 ${count} 台器具的检定任务派给了您。`],
      [`Tasks assigned to you: ${count}.`],
    ),
    action: { label: inLanguage(wording, '查看任务', 'View'), url },
    closing: closingOf(wording),
  });
}

export interface TasksDue {
  /** Who is told: the verifier, the institution, or the enterprise whose instruments they are. */
  reader: 'VERIFIER' | 'INSTITUTION' | 'ENTERPRISE';
  step: 'NEAR' | 'OVERDUE';
  count: number;
  /** The earliest due date among them, `YYYY-MM-DD`. */
  firstDueOn: string;
  url: string;
}

/** Verifications that near or passed their due date (domain.md §7, §9): a digest a reader and step. */
export function tasksDue(data: TasksDue, wording: Wording): MessageContent {
  const { reader, step, count, url } = data;
  const day = dateText(data.firstDueOn, wording);
  const near = step === 'NEAR';
  const whose = { VERIFIER: '您承担的', INSTITUTION: '本机构', ENTERPRISE: '贵单位送检的' }[reader];
  const zh = near ? `即将到应完检日期，最早为 ${day}` : `已超过应完检日期，最早为 ${day}`;
  const excuse = reader === 'ENTERPRISE' && !near ? '检定机构已收到提醒，如有疑问请联系承检科室。' : '';
  const en = near ? 'are near their due date' : 'are past their due date';
  return buildContent({
    subject: inLanguage(
      wording,
      near ? `${count} 台器具的检定即将到期` : `${count} 台器具的检定已超期`,
      near ? `Verifications due soon: ${count}` : `Verifications overdue: ${count}`,
    ),
    paragraphs: inLanguage(
      wording,
      [`${whose} ${count} 台器具${zh}。${excuse}`],
      [`${count} verifications ${en}, the first due on ${day}.`],
    ),
    action: { label: inLanguage(wording, '查看', 'View'), url },
    closing: closingOf(wording),
  });
}
