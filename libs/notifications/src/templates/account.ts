import { buildContent, type MessageContent } from './message-content.js';
import { closingOf, inLanguage, type Wording } from './wording.js';

export interface RecoveryCode {
  /** Six digits. */
  code: string;
  minutes: number;
  /** Where the code is entered. */
  url: string;
}

/** 忘记密码 (domain.md §2). Says neither name nor account: whoever reads it knows whose mailbox it is. */
export function recoveryCode({ code, minutes, url }: RecoveryCode, wording: Wording): MessageContent {
  return buildContent({
    subject: inLanguage(wording, '找回密码的验证码', 'Your code to reset the password'),
    paragraphs: inLanguage(
      wording,
      [
        `您正在找回登录密码，验证码：${code}`,
        `${minutes} 分钟内有效，只能使用一次。设置新密码后账号自动解锁，其他设备上的登录全部失效。`,
        '如果不是您本人操作，请忽略本消息，密码不会改变。',
      ],
      [
        `You asked to reset your password. The code is ${code}`,
        `It is valid for ${minutes} minutes and for one use. The new password unlocks the account and ends its sessions on all devices.`,
        'If it was not you, ignore this message: the password stays as it is.',
      ],
    ),
    action: { label: inLanguage(wording, '输入验证码', 'Enter the code'), url },
    closing: closingOf(wording),
  });
}

export interface ContactCode extends RecoveryCode {
  purpose: 'RESUME_REGISTRATION' | 'PROFILE_CHANGE' | 'RESUME_PROFILE_CHANGE';
}

const PURPOSES = {
  RESUME_REGISTRATION: { zh: '继续填写注册申请', en: 'to go on with your registration' },
  PROFILE_CHANGE: { zh: '办理单位资料变更', en: 'to change the data of your enterprise' },
  RESUME_PROFILE_CHANGE: { zh: '继续办理资料变更', en: 'to go on with a change of data' },
} as const;

/** Proves that whoever asks reads what is sent to a registered contact (domain.md §1). */
export function contactCode({ code, minutes, url, purpose }: ContactCode, wording: Wording): MessageContent {
  const { zh, en } = PURPOSES[purpose];
  return buildContent({
    subject: inLanguage(wording, `${zh}的验证码`, `Your code ${en}`),
    paragraphs: inLanguage(
      wording,
      [
        `您正在${zh}，验证码：${code}`,
        `${minutes} 分钟内有效，只能使用一次。请勿告诉他人。`,
        '如果不是您本人操作，请忽略本消息。',
      ],
      [
        `The code ${en} is ${code}`,
        `It is valid for ${minutes} minutes and for one use. Tell nobody.`,
        'If it was not you, ignore this message.',
      ],
    ),
    action: { label: inLanguage(wording, '输入验证码', 'Enter the code'), url },
    closing: closingOf(wording),
  });
}
