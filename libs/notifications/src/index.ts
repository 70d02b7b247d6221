export {
  DeliveryError,
  type ChannelName,
  type Channels,
  type MessageChannel,
  type NotificationLogger,
  type OutgoingMessage,
} from './channel.js';
export { createChannels, type NotificationConfig } from './create-channels.js';
export { parseTemplates } from './provider-templates.js';
export { type SmtpConfig } from './smtp-channel.js';
export { type TencentSmsConfig } from './tencent-sms-channel.js';
export { type WechatConfig } from './wechat-channel.js';
export {
  buildMessage,
  isUrgent,
  MESSAGE_TEMPLATES,
  type MessageData,
  type MessageName,
} from './templates/build-message.js';
export { type MessageContent } from './templates/message-content.js';
export { type Wording } from './templates/wording.js';
