import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AttributeType,
  Billing,
  type GlobalSecondaryIndexPropsV2,
  ProjectionType,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { type IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { TABLE } from '../../lib/config/names.ts';
import { allowKey } from './allow-key.ts';

type TableAction = 'GetItem' | 'PutItem' | 'Query' | 'UpdateItem';

export type TicketTableProps = {
  /** The name of a table from an earlier stack. Default: a new table. */
  existing?: string | undefined;
  /** The encryption key. Default: a key that AWS owns. */
  key?: IKey | undefined;
};

/**
 * The tickets, notices and state items. The table outlives the stack: it is the team's record, and the outbox (R25).
 */
export class TicketTable extends Construct {
  readonly tableName: string;
  private readonly tableArn: string;
  private readonly key: IKey | undefined;

  constructor(scope: Construct, id: string, { existing, key }: TicketTableProps = {}) {
    super(scope, id);
    this.key = key;
    if (existing !== undefined) {
      this.tableName = existing;
      this.tableArn = Stack.of(this).formatArn({
        service: 'dynamodb',
        resource: 'table',
        resourceName: existing,
      });
      return;
    }
    const table = new TableV2(this, 'Table', {
      partitionKey: { name: TABLE.partitionKey, type: AttributeType.STRING },
      sortKey: { name: TABLE.sortKey, type: AttributeType.STRING },
      globalSecondaryIndexes: [index(TABLE.attention), index(TABLE.closed)],
      timeToLiveAttribute: TABLE.expiryAttribute,
      billing: Billing.onDemand(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      ...(key && { encryption: TableEncryptionV2.customerManagedKey(key) }),
    });
    this.tableName = table.tableName;
    this.tableArn = table.tableArn;
  }

  /** Allows a role these actions on items, and `Query` on the named indexes. Nothing else. */
  allow(
    role: IRole,
    actions: readonly TableAction[],
    indexes: readonly Pick<IndexNames, 'name'>[] = [],
  ): void {
    role.addToPrincipalPolicy(statement(actions, [this.tableArn]));
    allowKey(role, this.key, 'dynamodb');
    if (indexes.length === 0) return;
    const indexArns = indexes.map(({ name }) => `${this.tableArn}/index/${name}`);
    role.addToPrincipalPolicy(statement(['Query'], indexArns));
  }
}

type IndexNames = {
  name: string;
  partitionKey: string;
  sortKey: string;
  projected: readonly string[];
};

/** Both indexes have a text and a time as keys. */
const index = ({ name, partitionKey, sortKey, projected }: IndexNames): GlobalSecondaryIndexPropsV2 => ({
  indexName: name,
  partitionKey: { name: partitionKey, type: AttributeType.STRING },
  sortKey: { name: sortKey, type: AttributeType.NUMBER },
  projectionType: ProjectionType.INCLUDE,
  nonKeyAttributes: [...projected],
});

const statement = (actions: readonly TableAction[], resources: string[]): PolicyStatement =>
  new PolicyStatement({ actions: actions.map((action) => `dynamodb:${action}`), resources });
