import { createHash, createHmac } from 'node:crypto';

export interface TencentCredentials {
  secretId: string;
  secretKey: string;
}

export interface TencentRequest {
  service: string;
  host: string;
  /** As it is sent, byte for byte. */
  body: string;
  /** Seconds since 1970. */
  timestamp: number;
}

const CONTENT_TYPE = 'application/json; charset=utf-8';
const SIGNED_HEADERS = 'content-type;host';
const ALGORITHM = 'TC3-HMAC-SHA256';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** The headers of a call to Tencent Cloud's API 3.0 that prove who calls (签名方法 v3). */
export function signTencent(
  { secretId, secretKey }: TencentCredentials,
  { service, host, body, timestamp }: TencentRequest,
): Record<string, string> {
  const canonical = ['POST', '/', '', `content-type:${CONTENT_TYPE}`, `host:${host}`, '', SIGNED_HEADERS];
  const date = new Date(timestamp * 1000).toISOString().slice(0, 10);
  const scope = `${date}/${service}/tc3_request`;
  const toSign = [ALGORITHM, timestamp, scope, sha256([...canonical, sha256(body)].join('\n'))].join('\n');
  const key = [date, service, 'tc3_request'].reduce<string | Buffer>(hmac, `TC3${secretKey}`);
  const signature = hmac(key, toSign).toString('hex');
  const proof = `Credential=${secretId}/${scope}, SignedHeaders=${SIGNED_HEADERS}, Signature=${signature}`;
  return {
    'content-type': CONTENT_TYPE,
    'x-tc-timestamp': String(timestamp),
    authorization: `${ALGORITHM} ${proof}`,
  };
}
