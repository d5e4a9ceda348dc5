// What a statement cannot be run without. SQL Server asks for what a table, a view, an inline or a bound function names
// when it is made; of what other modules name it asks for types only, and looks the rest up when they run.
// Source: "CREATE VIEW", "CREATE PROCEDURE: deferred name resolution", "CREATE FUNCTION (Transact-SQL)" (Microsoft).
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Regrant.Conformance.Order;

internal static class Needed
{
    public static IEnumerable<Thing> By(TSqlStatement statement) => statement switch
    {
        CreateTableStatement made => [.. NamedIn.All(made), .. ReferencesIn.Of(made)],
        AlterTableStatement altered => [Thing.Object(altered.SchemaObjectName), .. NamedIn.All(altered), .. ReferencesIn.Of(altered)],
        CreateExternalTableStatement made => [Thing.Named("data source", made.DataSource), .. NamedIn.All(made)],
        ViewStatementBody made => NamedIn.All(made),
        FunctionStatementBody made => IsWhole(made) ? NamedIn.All(made) : NamedIn.Types(made),
        ProcedureStatementBody made => made.Options.Any(option => option.OptionKind is ProcedureOptionKind.SchemaBinding or ProcedureOptionKind.NativeCompilation)
            ? NamedIn.All(made)
            : NamedIn.Types(made),
        TriggerStatementBody { TriggerObject.Name: { } on } made => [Thing.Object(on), .. NamedIn.Types(made)],
        CreateIndexStatement made => [Thing.Object(made.OnName), .. NamedIn.All(made)],
        CreateXmlIndexStatement made => [Thing.Object(made.OnName), .. made.SecondaryXmlIndexName is { } primary ? [Thing.Index(made.OnName, primary)] : Array.Empty<Thing>()],
        CreateSelectiveXmlIndexStatement { UsingXmlIndexName: { } primary } made => [Thing.Object(made.OnName), Thing.Index(made.OnName, primary)],
        AlterIndexStatement { Name: { } name } altered => [Thing.Object(altered.OnName), Thing.Index(altered.OnName, name)],
        IndexStatement made => [Thing.Object(made.OnName)],
        CreateColumnStoreIndexStatement made => [Thing.Object(made.OnName)],
        CreateSpatialIndexStatement made => [Thing.Object(made.Object)],
        CreateStatisticsStatement made => [Thing.Object(made.OnName)],
        CreateTypeTableStatement or CreateTypeUddtStatement => NamedIn.All(statement),
        EnableDisableTriggerStatement { TriggerObject.Name: { } on } changed => [.. changed.TriggerNames.Select(Thing.Object), Thing.Object(on)],
        ExecuteStatement call => NeededByCall.Of(call),
        _ => Simple(statement),
    };

    private static IEnumerable<Thing> Simple(TSqlStatement statement) => statement switch
    {
        CreatePartitionSchemeStatement made => [Thing.Named("partition function", made.PartitionFunction)],
        CreateMessageTypeStatement { XmlSchemaCollectionName: { } collection } => [Thing.Collection(collection)],
        CreateContractStatement made => made.Messages.Select(message => Thing.Named("message type", message.Name)),
        CreateServiceStatement made =>
            [.. made.QueueName is { } queue ? [Thing.Object(queue)] : Array.Empty<Thing>(), .. made.ServiceContracts.Select(contract => Thing.Named("contract", contract.Name))],
        QueueStatement changed => changed.QueueOptions.OfType<QueueProcedureOption>().Select(option => Thing.Object(option.OptionValue))
            .Concat(changed is AlterQueueStatement ? [Thing.Object(changed.Name)] : []),
        CreateFullTextIndexStatement made =>
            [Thing.Object(made.OnName), Thing.Index(made.OnName, made.KeyIndexName), .. made.CatalogAndFileGroup?.CatalogName is { } catalog ? [Thing.Named("full-text catalog", catalog)] : Array.Empty<Thing>(), .. ListsOf(made)],
        SecurityPolicyStatement changed => changed.SecurityPredicateActions
            .SelectMany(action => new[] { Thing.Object(action.TargetObjectName) }.Concat(NamedIn.All(action))),
        CreateColumnEncryptionKeyStatement made => made.ColumnEncryptionKeyValues
            .SelectMany(value => value.Parameters.OfType<ColumnMasterKeyNameParameter>())
            .Select(parameter => Thing.Named("column master key", parameter.Name)),
        CreateEventNotificationStatement { Scope.QueueName: { } queue } => [Thing.Object(queue)],
        _ => [],
    };

    private static IEnumerable<Thing> ListsOf(CreateFullTextIndexStatement made) => made.Options.SelectMany(option => option switch
    {
        StopListFullTextIndexOption { StopListName: { } list } => [Thing.Named("stoplist", list)],
        SearchPropertyListFullTextIndexOption { PropertyListName: { } list } => [Thing.Named("property list", list)],
        _ => Array.Empty<Thing>(),
    });

    private static bool IsWhole(FunctionStatementBody function) =>
        function.ReturnType is SelectFunctionReturnType
        || function.Options.Any(option => option.OptionKind is FunctionOptionKind.SchemaBinding or FunctionOptionKind.NativeCompilation);
}
