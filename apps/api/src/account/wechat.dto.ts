import { Text } from '../platform/fields.js';

export class WechatAddressDto {
  @Text({ max: 1000, description: 'WeChat’s page with the QR code; it leads back with `code` and `state`' })
  url: string;
}

export class WechatReturnDto {
  @Text({ max: 200, description: 'From the address that WeChat led back to' }) code: string;
  @Text({ max: 200, description: 'As it was sent: any other is refused alike', example: 'x'.repeat(43) })
  state: string;
}
