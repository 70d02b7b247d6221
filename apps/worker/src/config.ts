import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUrl,
  Max,
  Min,
  ValidateIf,
  validateSync,
} from 'class-validator';

const isByTencent = ({ SMS_DRIVER }: WorkerConfig) => SMS_DRIVER === 'tencent';
const isByWechat = ({ WECHAT_SERVICE_APP_ID }: WorkerConfig) => Boolean(WECHAT_SERVICE_APP_ID);

/** What the worker needs to run. Read once at the start; what is missing is named and the process stops. */
export class WorkerConfig {
  /** As the application's role, never the owner. */
  @IsNotEmpty() DATABASE_URL: string;
  @IsOptional() @IsString() REDIS_URL?: string;
  @IsUrl({ require_tld: false }) PUBLIC_URL: string;
  @IsBoolean() DEMO: boolean;
  @IsString() LOG_LEVEL: string;
  @IsInt() @Min(1) DATABASE_POOL: number;
  @IsIn(['log', 'smtp']) EMAIL_DRIVER: 'log' | 'smtp';
  @IsOptional() @IsString() SMTP_URL?: string;
  @IsOptional() @IsString() EMAIL_FROM?: string;
  @IsIn(['log', 'tencent']) SMS_DRIVER: 'log' | 'tencent';
  @IsUrl({ require_tld: false }) TENCENT_SMS_URL: string;
  @IsString() TENCENT_SMS_REGION: string;
  @ValidateIf(isByTencent) @IsNotEmpty() TENCENT_SECRET_ID?: string;
  @ValidateIf(isByTencent) @IsNotEmpty() TENCENT_SECRET_KEY?: string;
  @ValidateIf(isByTencent) @IsNotEmpty() TENCENT_SMS_APP_ID?: string;
  @ValidateIf(isByTencent) @IsNotEmpty() TENCENT_SMS_SIGN_NAME?: string;
  /** JSON: name of a message, or `*`, to the approved template and the values that stand in it. */
  @ValidateIf(isByTencent) @IsNotEmpty() SMS_TEMPLATES?: string;
  /** Messages by a WeChat service account (服务号), once the first is set. */
  @IsOptional() @IsString() WECHAT_SERVICE_APP_ID?: string;
  @ValidateIf(isByWechat) @IsNotEmpty() WECHAT_SERVICE_APP_SECRET?: string;
  @ValidateIf(isByWechat) @IsNotEmpty() WECHAT_TEMPLATES?: string;
  @IsUrl({ require_tld: false }) WECHAT_API_URL: string;
  /** Where `GET /health/live` and `/health/ready` answer; none when 0. */
  @IsInt() @Min(0) @Max(65_535) WORKER_PORT: number;
  @IsString() HOST: string;
}

const DEFAULTS = {
  LOG_LEVEL: 'info',
  DATABASE_POOL: '10',
  DEMO: 'false',
  EMAIL_DRIVER: 'log',
  SMS_DRIVER: 'log',
  TENCENT_SMS_URL: 'https://sms.tencentcloudapi.com',
  TENCENT_SMS_REGION: 'ap-guangzhou',
  WECHAT_API_URL: 'https://api.weixin.qq.com',
  WORKER_PORT: '0',
  HOST: '127.0.0.1',
};

/** @throws Error one line per missing or wrong variable, without its value */
export function readConfig(env: NodeJS.ProcessEnv): WorkerConfig {
  const raw = { ...DEFAULTS, ...env };
  const config = plainToInstance(WorkerConfig, {
    ...raw,
    DATABASE_POOL: Number(raw.DATABASE_POOL),
    WORKER_PORT: Number(raw.WORKER_PORT),
    DEMO: raw.DEMO === 'true',
  });
  const faults = validateSync(config).map(
    (fault) => `${fault.property}: ${Object.values(fault.constraints ?? {}).join(', ')}`,
  );
  if (faults.length > 0) throw new Error(`The configuration is not complete:\n  ${faults.join('\n  ')}`);
  return config;
}
