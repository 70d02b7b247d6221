import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import {
  IsBoolean,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUrl,
  Max,
  Min,
  MinLength,
  validateSync,
} from 'class-validator';

/** What the API needs to run. Read once at the start; what is missing is named and the process stops. */
export class ApiConfig {
  @IsInt() @Min(0) @Max(65_535) PORT: number;
  @IsString() HOST: string;
  /** Where browsers reach the product; printed in QR codes and letters. */
  @IsUrl({ require_tld: false }) PUBLIC_URL: string;
  /** As the application's role, never the owner. */
  @IsNotEmpty() DATABASE_URL: string;
  @IsOptional() @IsString() REDIS_URL?: string;
  @MinLength(32) JWT_SECRET: string;
  /** Base64 of the 32 bytes under which ID scans and ID numbers are encrypted. */
  @MinLength(43) FILE_KEY: string;
  @IsNotEmpty() STORAGE_DIR: string;
  @IsOptional() @IsString() WEB_DIST?: string;
  @IsBoolean() DEMO: boolean;
  @IsString() LOG_LEVEL: string;
  @IsInt() @Min(1) DATABASE_POOL: number;
  /** Whose X-Forwarded-For is believed: `loopback`, `uniquelocal`, or addresses. */
  @IsString() TRUST_PROXY: string;
  /** Requests a minute from one address before 429. */
  @IsInt() @Min(1) RATE_LIMIT: number;
  /** Log-in by WeChat, where both are set: a web-site application of WeChat's open platform. */
  @IsOptional() @IsString() WECHAT_APP_ID?: string;
  @IsOptional() @IsString() WECHAT_APP_SECRET?: string;
  /** Where WeChat's page with the QR code and its API are. */
  @IsUrl({ require_tld: false }) WECHAT_OPEN_URL: string;
  @IsUrl({ require_tld: false }) WECHAT_API_URL: string;
}

const DEFAULTS = {
  PORT: '3000',
  HOST: '127.0.0.1',
  LOG_LEVEL: 'info',
  DATABASE_POOL: '20',
  DEMO: 'false',
  RATE_LIMIT: '1200',
  TRUST_PROXY: 'loopback',
  WECHAT_OPEN_URL: 'https://open.weixin.qq.com',
  WECHAT_API_URL: 'https://api.weixin.qq.com',
};
const DEVELOPMENT_SECRET = /development|change-?me|example|secret-secret/i;

/** @throws Error one line per missing or wrong variable, without its value */
export function readConfig(env: NodeJS.ProcessEnv): ApiConfig {
  const raw = { ...DEFAULTS, ...env };
  const config = plainToInstance(ApiConfig, {
    ...raw,
    PORT: Number(raw.PORT),
    DATABASE_POOL: Number(raw.DATABASE_POOL),
    RATE_LIMIT: Number(raw.RATE_LIMIT),
    DEMO: raw.DEMO === 'true',
  });
  const faults = validateSync(config).map(
    (fault) => `${fault.property}: ${Object.values(fault.constraints ?? {}).join(', ')}`,
  );
  if (!config.DEMO && DEVELOPMENT_SECRET.test(config.JWT_SECRET ?? ''))
    faults.push('JWT_SECRET: a demonstration secret cannot serve production');
  if (faults.length > 0) throw new Error(`The configuration is not complete:\n  ${faults.join('\n  ')}`);
  return config;
}
