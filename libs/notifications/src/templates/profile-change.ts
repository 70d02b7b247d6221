import { buildContent, type MessageContent } from './message-content.js';
import { closingOf, inLanguage, type Wording } from './wording.js';

interface ProfileChange {
  enterpriseName: string;
  caseNumber: string;
  /** Where it can be followed. */
  url: string;
}
interface DecidedProfileChange extends ProfileChange {
  institutionName: string;
}

const salute = (name: string, wording: Wording) => inLanguage(wording, `${name}：`, `${name},`);

/** To the enterprise, whoever asked for the change: a change that it doesn't know of can be stopped in time. */
export function profileChangeSubmitted(data: ProfileChange, wording: Wording): MessageContent {
  const { enterpriseName, caseNumber, url } = data;
  return buildContent({
    subject: inLanguage(wording, '资料变更申请已提交', 'A change of your data was submitted'),
    paragraphs: [
      salute(enterpriseName, wording),
      ...inLanguage(
        wording,
        [
          `贵单位的资料变更申请（${caseNumber}）已提交审核。审核通过前，原有资料继续有效。`,
          '如果不是贵单位办理，请由管理员登录后在“单位与账号”中撤回，并与审核机构联系。',
        ],
        [
          `A change of your data (${caseNumber}) was submitted for review. Until it is approved the old data stays in force.`,
          'If it was not you, let an admin withdraw it under “Organisation and accounts”, and tell the institution.',
        ],
      ),
    ],
    action: { label: inLanguage(wording, '查看', 'View'), url },
    closing: closingOf(wording),
  });
}

export interface ProfileChangeReturned extends DecidedProfileChange {
  reasons: { place: string; reason: string }[];
}

export function profileChangeReturned(data: ProfileChangeReturned, wording: Wording): MessageContent {
  const { enterpriseName, caseNumber, institutionName, reasons, url } = data;
  return buildContent({
    subject: inLanguage(
      wording,
      '资料变更申请已退回，请补正',
      'Your change of data was returned for correction',
    ),
    paragraphs: [
      salute(enterpriseName, wording),
      inLanguage(
        wording,
        `${institutionName}审核了资料变更申请 ${caseNumber}，以下 ${reasons.length} 处需要补正后重新提交：`,
        `${institutionName} has reviewed the change of data ${caseNumber}. Please correct the following and submit it again:`,
      ),
    ],
    items: reasons.map(({ place, reason }) =>
      inLanguage(wording, `${place}：${reason}`, `${place}: ${reason}`),
    ),
    action: { label: inLanguage(wording, '去补正', 'Correct it'), url },
    closing: closingOf(wording),
  });
}

export interface ProfileChangeApproved extends DecidedProfileChange {
  /** Of the account made for a new contact, who sets a password by code; null for everybody else. */
  loginName: string | null;
}

export function profileChangeApproved(data: ProfileChangeApproved, wording: Wording): MessageContent {
  const { enterpriseName, caseNumber, institutionName, loginName, url } = data;
  const wayIn = inLanguage(
    wording,
    `您是新的联系人，登录名为 ${loginName}。首次登录请点击“忘记密码”，用发到本邮箱的验证码设置密码。`,
    `You are the new contact; your login name is ${loginName}. To sign in for the first time, set a password by “Forgot password”: the code comes to this mailbox.`,
  );
  return buildContent({
    subject: inLanguage(wording, '资料变更申请已通过', 'Your change of data was approved'),
    paragraphs: [
      salute(enterpriseName, wording),
      inLanguage(
        wording,
        `${institutionName}已通过资料变更申请 ${caseNumber}，新资料自即日起生效。已签发的证书保留当时的单位名称。`,
        `${institutionName} has approved the change of data ${caseNumber}; the new data is in force from today. Certificates keep the name under which they were issued.`,
      ),
      ...(loginName ? [wayIn] : []),
    ],
    action: {
      label: loginName
        ? inLanguage(wording, '设置密码', 'Set a password')
        : inLanguage(wording, '查看', 'View'),
      url,
    },
    closing: closingOf(wording),
  });
}

export interface ProfileChangeRejected extends DecidedProfileChange {
  reason: string;
}

export function profileChangeRejected(data: ProfileChangeRejected, wording: Wording): MessageContent {
  const { enterpriseName, caseNumber, institutionName, reason, url } = data;
  return buildContent({
    subject: inLanguage(wording, '资料变更申请未通过', 'Your change of data was rejected'),
    paragraphs: [
      salute(enterpriseName, wording),
      inLanguage(
        wording,
        `${institutionName}未通过资料变更申请 ${caseNumber}，原有资料继续有效。理由如下：`,
        `${institutionName} has rejected the change of data ${caseNumber}; the old data stays in force. The reason:`,
      ),
    ],
    items: [reason],
    action: { label: inLanguage(wording, '查看', 'View'), url },
    closing: closingOf(wording),
  });
}

/** To the contact before: the account is closed, and whom to turn to if that is wrong. */
export function contactReplaced(data: DecidedProfileChange, wording: Wording): MessageContent {
  const { enterpriseName, caseNumber, institutionName, url } = data;
  return buildContent({
    subject: inLanguage(wording, '您不再是单位联系人', 'You are no longer the contact'),
    paragraphs: [
      salute(enterpriseName, wording),
      inLanguage(
        wording,
        `${institutionName}已通过资料变更申请 ${caseNumber}，单位联系人已变更，您的账号已停用，登录全部失效。如有疑问，请与审核机构联系。`,
        `${institutionName} has approved the change of data ${caseNumber}: the enterprise has another contact, your account is closed and its sessions have ended. Please ask the institution if that is not right.`,
      ),
    ],
    action: { label: inLanguage(wording, '打开平台', 'Open the platform'), url },
    closing: closingOf(wording),
  });
}

/** A draft that nobody goes on with is told of before it is deleted (domain.md §1). */
export interface DraftExpiring extends ProfileChange {
  days: number;
}

export function draftExpiring({ caseNumber, days, url }: DraftExpiring, wording: Wording): MessageContent {
  return buildContent({
    subject: inLanguage(wording, '未提交的申请即将删除', 'Your unfinished application will be deleted'),
    paragraphs: [
      inLanguage(
        wording,
        `您的申请 ${caseNumber} 尚未提交，${days} 天后将连同已上传的材料一并删除。继续填写即可保留。`,
        `Your application ${caseNumber} has not been submitted. It will be deleted with its papers in ${days} days; going on with it keeps it.`,
      ),
    ],
    action: { label: inLanguage(wording, '继续填写', 'Go on'), url },
    closing: closingOf(wording),
  });
}
