/** Every condition under which the store writes. Expiry is judged here: TTL only tidies up. */
export const CONDITIONS = {
  isNew: 'attribute_not_exists(#pk)',
  exists: 'attribute_exists(#pk)',
  versionAsRead: '#version = :version',
  publishedAsRead: '#publishedVersion = :published',
  publishedLower: '#publishedVersion < :published',
  shownAsRead: '#shownVersion = :shown',
  shownNotHigher: '#shownVersion <= :shown',
  noClaim: 'attribute_not_exists(#deliveryClaim)',
  hasClaim: 'attribute_exists(#deliveryClaim)',
  claimIsMine: '#deliveryClaim.#token = :token',
  // The token's own clause lets a repeated request find that its first try took effect.
  claimIsFree:
    '(attribute_not_exists(#deliveryClaim) OR #deliveryClaim.#until <= :now OR #deliveryClaim.#token = :token)',
  noAttempt: 'attribute_not_exists(#attempt)',
  attemptAsRead: '#attempt.#name = :attemptName AND #attempt.#at = :attemptAt',
  noRetry: 'attribute_not_exists(#retryAt)',
  retryAsRead: '#retryAt = :retryAt',
  isClosed: '#state = :closed',
  closedAsRead: '#closedAt = :closedAt',
  removedEarlier: '(attribute_not_exists(#removedUntil) OR #removedUntil < :until)',
  hasLease: 'attribute_exists(#lease)',
  leaseIsMine: '#lease.#token = :token',
  leaseIsFree: '(attribute_not_exists(#lease) OR #lease.#until <= :now OR #lease.#token = :token)',
  isLeftAlone: 'attribute_exists(#alone)',
  isBlocked: 'attribute_exists(#until)',
  blockEndsEarlier: '(attribute_not_exists(#until) OR #until < :until)',
} as const;

export const allOf = (...conditions: string[]): string => conditions.join(' AND ');
