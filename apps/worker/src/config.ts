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
  validateSync,
} from 'class-validator';

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
  /** Where `GET /health/live` and `/health/ready` answer; none when 0. */
  @IsInt() @Min(0) @Max(65_535) WORKER_PORT: number;
  @IsString() HOST: string;
}

const DEFAULTS = {
  LOG_LEVEL: 'info',
  DATABASE_POOL: '10',
  DEMO: 'false',
  EMAIL_DRIVER: 'log',
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
