import { buildContent, type MessageContent } from './message-content.js';
import { closingOf, inLanguage, instantText, type Wording } from './wording.js';

export interface AccountLocked {
  /** Where it is unlocked. */
  url: string;
}

/** Ten failures (domain.md §2 ★): told to the owner, who may not have been the one who tried. */
export function accountLocked({ url }: AccountLocked, wording: Wording): MessageContent {
  return buildContent({
    subject: inLanguage(wording, '您的账号已被锁定', 'Your account is locked'),
    paragraphs: inLanguage(
      wording,
      [
        '您的账号连续登录失败 10 次，已被锁定，所有设备上的登录均已失效。',
        '请通过“忘记密码”取回密码，账号随即解锁。如果不是您本人尝试登录，请换一个从未用过的密码。',
      ],
      [
        'After ten failed attempts your account is locked and signed out everywhere.',
        'Use “Forgot password” to unlock it. If it was not you who tried, choose a password that you use nowhere else.',
      ],
    ),
    action: { label: inLanguage(wording, '取回密码', 'Reset the password'), url },
    closing: closingOf(wording),
  });
}

export interface NewDevice {
  /** Browser and system, e.g. `Chrome · Windows`. */
  device: string;
  /** ISO instant. */
  at: string;
  url: string;
}

export function newDevice({ device, at, url }: NewDevice, wording: Wording): MessageContent {
  const when = instantText(at, wording);
  return buildContent({
    subject: inLanguage(wording, '您的账号在新设备上登录', 'Your account was signed in on a new device'),
    paragraphs: inLanguage(
      wording,
      [`${when}，您的账号在一台新设备上登录：${device}。`, '如果不是您本人，请立即退出该设备并修改密码。'],
      [
        `Your account was signed in on a new device on ${when}: ${device}.`,
        'If it was not you, sign that device out at once and change the password.',
      ],
    ),
    action: { label: inLanguage(wording, '查看登录设备', 'See the devices'), url },
    closing: closingOf(wording),
  });
}

const CHANGES = {
  PASSWORD: ['登录密码已修改', 'The password was changed'],
  CONTACT: ['联系方式已变更', 'The contact details were changed'],
  SECOND_FACTOR_ON: ['动态验证码已启用', 'The second factor was set up'],
  SECOND_FACTOR_OFF: ['动态验证码已停用', 'The second factor was turned off'],
  SECOND_FACTOR_RESET: ['动态验证码已由管理员重置', 'The second factor was reset by an admin'],
  BACKUP_CODES: ['备用验证码已重新生成', 'New backup codes were made'],
  WECHAT_ON: ['已绑定微信登录', 'WeChat was bound for signing in'],
  WECHAT_OFF: ['已解除微信绑定', 'WeChat was unbound'],
} as const;

export interface AccountChanged {
  change: keyof typeof CHANGES;
  /** ISO instant. */
  at: string;
  url: string;
}

/** What opens an account was changed; says that it was, never to what. */
export function accountChanged({ change, at, url }: AccountChanged, wording: Wording): MessageContent {
  const [zh, en] = CHANGES[change];
  const when = instantText(at, wording);
  return buildContent({
    subject: inLanguage(wording, `账号安全提醒：${zh}`, `Account security: ${en.toLowerCase()}`),
    paragraphs: inLanguage(
      wording,
      [`${when}，您的账号${zh}。`, '如果不是您本人操作，请立即修改密码，并联系管理员。'],
      [`${en} on ${when}.`, 'If it was not you, change the password at once and tell your admin.'],
    ),
    action: { label: inLanguage(wording, '查看账号安全', 'Account security'), url },
    closing: closingOf(wording),
  });
}
