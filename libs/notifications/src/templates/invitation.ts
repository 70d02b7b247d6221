import { buildContent, type MessageContent } from './message-content.js';
import { closingOf, dateText, inLanguage, type Wording } from './wording.js';

export interface Invitation {
  /** Null for the platform itself. */
  organisationName: string | null;
  inviterName: string;
  /** `YYYY-MM-DD`, the last day on which it can be accepted. */
  expiresOn: string;
  url: string;
}

/** To somebody who has no account yet (`domain.md`, Parties): who invites, into what, until when. */
export function invitation(data: Invitation, wording: Wording): MessageContent {
  const place = data.organisationName ?? wording.platformName;
  const until = dateText(data.expiresOn, wording);
  return buildContent({
    subject: inLanguage(wording, `邀请您加入${place}`, `You are invited to join ${place}`),
    paragraphs: inLanguage(
      wording,
      [
        `${data.inviterName}邀请您加入“${place}”，在${wording.platformName}上办理业务。`,
        `请打开链接设置登录名和密码。链接只能使用一次，${until}前有效。`,
        '如果您不认识邀请人，请忽略本消息。',
      ],
      [
        `${data.inviterName} invites you to join “${place}” on ${wording.platformName}.`,
        `Open the link to choose a login name and a password. It can be used once, until ${until}.`,
        'If you don’t know who invites you, ignore this message.',
      ],
    ),
    action: { label: inLanguage(wording, '接受邀请', 'Accept the invitation'), url: data.url },
    closing: closingOf(wording),
  });
}
