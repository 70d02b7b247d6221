import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  AccountEntity,
  Database,
  nextCaseNumber,
  orTaken,
  RegistrationEntity,
  systemContext,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import { DomainError, normalizeText, registrationWorkflow } from '@quanheng/domain';
import { uuidv7 } from 'uuidv7';
import { ApiConfig } from '../config.js';
import { assertPassword } from './assert-password.js';
import type { Browser } from './auth-cookies.js';
import { PasswordHasher } from './password-hasher.js';
import type { RegisterDto } from './registration.dto.js';
import { SessionService, type StartedSession } from './session.service.js';

/** The account of a registrant and its empty registration (`domain.md` section 1): it may be left and resumed by logging in. */
@Injectable()
export class RegisterService {
  constructor(
    private readonly database: Database,
    private readonly hasher: PasswordHasher,
    private readonly sessions: SessionService,
    private readonly config: ApiConfig,
  ) {}

  /**
   * Repeated with the same key it makes nothing new; only the session is another one, as tokens are never stored.
   * @throws DomainError `account.login-name-taken`, or what is wrong with the password
   */
  async register(context: TenantContext, body: RegisterDto, browser: Browser): Promise<StartedSession> {
    assertPassword(body.password, body.loginName, '/password');
    const passwordHash = await this.hasher.hash(body.password);
    const accountId = await this.create(this.toRegistrant(context, body), body, passwordHash);
    return this.database.write(systemContext(browser.requestId), (tx) =>
      this.sessions.start(tx, accountId, browser),
    );
  }

  private create(context: TenantContext, body: RegisterDto, passwordHash: string): Promise<string> {
    return orTaken(
      () => this.database.write(context, (tx) => insert(tx, body, passwordHash)),
      loginNameTaken,
    );
  }

  /**
   * The new account acts for itself. The hash of the request covers a password: keyed, so that nobody who reads the
   * database can try passwords against it.
   */
  private toRegistrant({ idempotency, requestId }: TenantContext, body: RegisterDto): TenantContext {
    const registrant = { ...systemContext(requestId), accountId: uuidv7(), accountName: body.contactPerson };
    if (!idempotency) return registrant;
    const keyed = createHmac('sha256', this.config.JWT_SECRET).update(idempotency.requestHash);
    return { ...registrant, idempotency: { ...idempotency, requestHash: keyed.digest('hex') } };
  }
}

export const loginNameTaken = () =>
  new DomainError('account.login-name-taken', {}, [
    { pointer: '/loginName', code: 'account.login-name-taken' },
  ]);

async function insert(tx: Transaction, body: RegisterDto, passwordHash: string): Promise<string> {
  const { loginName, registrantKind, contactPerson, mobile, email } = body;
  const accountId = tx.context.accountId as string;
  const registrationId = uuidv7();
  await tx.manager.insert(AccountEntity, {
    id: accountId,
    loginName,
    loginKey: normalizeText(loginName),
    displayName: contactPerson,
    passwordHash,
    status: 'ACTIVE',
    roles: ['REGISTRANT'],
    registrationId,
    email,
    mobile,
  });
  await tx.manager.insert(RegistrationEntity, {
    id: registrationId,
    caseNumber: await nextCaseNumber(tx, 'E'),
    status: registrationWorkflow.initial as 'DRAFT',
    accountId,
    registrantKind,
    contactPerson,
    mobile,
    email,
    ...(registrantKind === 'AGENT' ? { agentName: contactPerson } : { legalRepresentative: contactPerson }),
  });
  tx.audit({ action: 'registration.create', objectType: 'registration', objectId: registrationId });
  return accountId;
}
