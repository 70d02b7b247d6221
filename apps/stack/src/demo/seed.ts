export interface DemoAccount {
  login: string;
  password: string;
  /** Whose account it is, in Chinese, as printed to the operator. */
  title: string;
}

export interface SeedOptions {
  /** The schema's owner, whom row security does not bind. */
  ownerUrl: string;
}

/** Brings the openly fictitious demo into an empty database; what is there already stays. Answers the accounts. */
export async function seedDemo(_options: SeedOptions): Promise<DemoAccount[]> {
  return [];
}
