import { buildContent, type MessageContent } from './message-content.js';
import { closingOf, inLanguage, type Wording } from './wording.js';

interface Registration {
  enterpriseName: string;
  institutionName: string;
  /** Where the registration can be followed. */
  url: string;
}

/** `reasons`: one per paper or field, in the reader's language (domain.md §1). */
export interface RegistrationReturned extends Registration {
  reasons: { place: string; reason: string }[];
}

export function registrationReturned(data: RegistrationReturned, wording: Wording): MessageContent {
  const { enterpriseName, institutionName, reasons, url } = data;
  return buildContent({
    subject: inLanguage(wording, '注册申请已退回，请补正', 'Your registration was returned for correction'),
    paragraphs: inLanguage(
      wording,
      [
        `${enterpriseName}：`,
        `${institutionName}审核了贵单位的注册申请，以下 ${reasons.length} 处需要补正后重新提交：`,
      ],
      [
        `${enterpriseName},`,
        `${institutionName} has reviewed your registration. Please correct the following and submit it again:`,
      ],
    ),
    items: reasons.map(({ place, reason }) =>
      inLanguage(wording, `${place}：${reason}`, `${place}: ${reason}`),
    ),
    action: { label: inLanguage(wording, '去补正', 'Correct the registration'), url },
    closing: closingOf(wording),
  });
}

export function registrationApproved(
  { enterpriseName, institutionName, url }: Registration,
  wording: Wording,
): MessageContent {
  return buildContent({
    subject: inLanguage(wording, '注册申请已通过', 'Your registration was approved'),
    paragraphs: inLanguage(
      wording,
      [
        `${enterpriseName}：`,
        `${institutionName}已通过贵单位的注册申请。现在可以登录，录入强检器具、提交备案和约检。`,
      ],
      [
        `${enterpriseName},`,
        `${institutionName} has approved your registration. You can now log in, enter your instruments, file them and book their verification.`,
      ],
    ),
    action: { label: inLanguage(wording, '登录', 'Log in'), url },
    closing: closingOf(wording),
  });
}

export interface RegistrationRejected extends Registration {
  reason: string;
}

export function registrationRejected(data: RegistrationRejected, wording: Wording): MessageContent {
  const { enterpriseName, institutionName, reason, url } = data;
  return buildContent({
    subject: inLanguage(wording, '注册申请未通过', 'Your registration was rejected'),
    paragraphs: inLanguage(
      wording,
      [`${enterpriseName}：`, `${institutionName}未通过贵单位的注册申请，理由如下：`],
      [`${enterpriseName},`, `${institutionName} has rejected your registration for this reason:`],
    ),
    items: [reason],
    action: { label: inLanguage(wording, '查看', 'View'), url },
    closing: closingOf(wording),
  });
}

export type RegistrationApproved = Registration;
