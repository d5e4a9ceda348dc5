// What a statement makes.
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Regrant.Conformance.Order;

internal static class Made
{
    public static IEnumerable<Thing> By(TSqlStatement statement) => statement switch
    {
        CreateTableStatement made => [Thing.Object(made.SchemaObjectName), .. Parts(made.SchemaObjectName, made.Definition)],
        AlterTableAddTableElementStatement added => Parts(added.SchemaObjectName, added.Definition),
        CreateExternalTableStatement made => [Thing.Object(made.SchemaObjectName)],
        ProcedureStatementBody { ProcedureReference.Name: var name } => [Thing.Object(name)],
        FunctionStatementBody made => [Thing.Object(made.Name)],
        ViewStatementBody made => [Thing.Object(made.SchemaObjectName)],
        TriggerStatementBody { TriggerObject.TriggerScope: TriggerScope.Normal } made => [Thing.Object(made.Name)],
        TriggerStatementBody made => [Thing.Named("trigger of the database", made.Name.BaseIdentifier)],
        CreateIndexStatement made => [Thing.Index(made.OnName, made.Name), .. made.Unique ? [Unique(made.OnName, made.Columns)] : Array.Empty<Thing>()],
        IndexStatement made => [Thing.Index(made.OnName, made.Name)],
        CreateColumnStoreIndexStatement made => [Thing.Index(made.OnName, made.Name)],
        CreateSpatialIndexStatement made => [Thing.Index(made.Object, made.Name)],
        CreateStatisticsStatement made => [Thing.Index(made.OnName, made.Name)],
        CreateTypeStatement made => [Thing.Type(made.Name)],
        CreateSequenceStatement made => [Thing.Object(made.Name)],
        CreateSynonymStatement made => [Thing.Object(made.Name)],
        CreateDefaultStatement made => [Thing.Object(made.Name)],
        CreateRuleStatement made => [Thing.Object(made.Name)],
        CreateQueueStatement made => [Thing.Object(made.Name)],
        CreateSecurityPolicyStatement made => [Thing.Object(made.Name)],
        CreateXmlSchemaCollectionStatement made => [Thing.Collection(made.Name)],
        _ => Simple(statement),
    };

    private static IEnumerable<Thing> Simple(TSqlStatement statement) => statement switch
    {
        CreateFullTextIndexStatement made => [new Thing("full-text index", Thing.Object(made.OnName).Name)],
        CreatePartitionFunctionStatement made => [Thing.Named("partition function", made.Name)],
        CreatePartitionSchemeStatement made => [Thing.Named("partition scheme", made.Name)],
        CreateMessageTypeStatement made => [Thing.Named("message type", made.Name)],
        CreateContractStatement made => [Thing.Named("contract", made.Name)],
        CreateServiceStatement made => [Thing.Named("service", made.Name)],
        CreateFullTextCatalogStatement made => [Thing.Named("full-text catalog", made.Name)],
        CreateFullTextStopListStatement made => [Thing.Named("stoplist", made.Name)],
        CreateSearchPropertyListStatement made => [Thing.Named("property list", made.Name)],
        CreateAssemblyStatement made => [Thing.Named("assembly", made.Name)],
        CreateExternalDataSourceStatement made => [Thing.Named("data source", made.Name)],
        CreateExternalFileFormatStatement made => [Thing.Named("file format", made.Name)],
        CreateExternalLanguageStatement made => [Thing.Named("external language", made.Name)],
        CreateExternalLibraryStatement made => [Thing.Named("external library", made.Name)],
        CreateColumnMasterKeyStatement made => [Thing.Named("column master key", made.Name)],
        CreateColumnEncryptionKeyStatement made => [Thing.Named("column encryption key", made.Name)],
        _ => [],
    };

    // Keys and indexes that stand in a table, under the column that they are of or by themselves.
    private static IEnumerable<Thing> Parts(SchemaObjectName table, TableDefinition definition)
    {
        var constraints = definition.ColumnDefinitions
            .SelectMany(column => column.Constraints.Append(column.DefaultConstraint).OfType<ConstraintDefinition>().Select(constraint => (constraint, column)))
            .Concat(definition.TableConstraints.Select(constraint => (constraint, column: (ColumnDefinition?)null!)));
        foreach (var (constraint, column) in constraints)
        {
            // A constraint is in the schema of its table.
            if (constraint.ConstraintIdentifier is { } name) yield return Thing.Object(Thing.SchemaOf(table), name.Value);
            if (constraint is not UniqueConstraintDefinition unique) continue;
            if (unique.ConstraintIdentifier is { } index) yield return Thing.Index(table, index);
            yield return unique.Columns.Count > 0 ? Unique(table, unique.Columns) : Thing.Unique(table, [column.ColumnIdentifier]);
        }
        foreach (var index in definition.Indexes.Concat(definition.ColumnDefinitions.Select(column => column.Index)).OfType<IndexDefinition>())
            yield return Thing.Index(table, index.Name);
    }

    private static Thing Unique(SchemaObjectName on, IEnumerable<ColumnWithSortOrder> columns) =>
        Thing.Unique(on, columns.Select(column => column.Column.MultiPartIdentifier.Identifiers[^1]));
}
