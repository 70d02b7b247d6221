import { Global, Module, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { PassportModule } from '@nestjs/passport';
import { TypeOrmModule } from '@nestjs/typeorm';
import { createDataSource, Database } from '@quanheng/database';
import { DataSource } from 'typeorm';
import { ApiConfig, readConfig } from '../config.js';
import { AuthenticationGuard } from './authentication.guard.js';
import { EtagInterceptor } from './etag.interceptor.js';
import { HealthController } from './health.controller.js';
import { ProgressStream } from './progress-stream.js';
import { RenderService } from './renderer.provider.js';
import { SessionStrategy } from './session.strategy.js';

/** Reads the environment when the application is made, so that a missing variable stops it before anything listens. */
@Global()
@Module({
  providers: [{ provide: ApiConfig, useFactory: () => readConfig(process.env) }],
  exports: [ApiConfig],
})
export class ConfigModule {}

/** What every module needs: configuration, the way to the data, files, the guards. */
@Global()
@Module({
  imports: [
    ConfigModule,
    PassportModule,
    TypeOrmModule.forRootAsync({
      inject: [ApiConfig],
      useFactory: (config: ApiConfig) => ({
        ...createDataSource({ url: config.DATABASE_URL, poolSize: config.DATABASE_POOL, pipeline: true })
          .options,
        // The API lives without its database and is ready again when it returns.
        manualInitialization: true,
      }),
    }),
  ],
  controllers: [HealthController],
  providers: [
    {
      provide: Database,
      inject: [DataSource, ApiConfig],
      useFactory: (dataSource: DataSource, config: ApiConfig) =>
        new Database(dataSource, { demo: config.DEMO }),
    },
    ProgressStream,
    RenderService,
    SessionStrategy,
    { provide: APP_GUARD, useClass: AuthenticationGuard },
    { provide: APP_INTERCEPTOR, useClass: EtagInterceptor },
  ],
  exports: [Database, ProgressStream, RenderService],
})
export class PlatformModule implements OnApplicationBootstrap, OnApplicationShutdown {
  private retry: NodeJS.Timeout | undefined;

  constructor(private readonly database: Database) {}

  onApplicationBootstrap(): Promise<void> {
    return this.connect();
  }

  /** The processes start in any order: until the database answers, requests get 503 and this tries again every second. */
  private async connect(): Promise<void> {
    try {
      await this.database.dataSource.initialize();
    } catch {
      this.retry = setTimeout(() => void this.connect(), 1_000);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    clearTimeout(this.retry);
    if (this.database.dataSource.isInitialized) await this.database.dataSource.destroy();
  }
}
