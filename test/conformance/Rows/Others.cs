// Synonyms, sequences and XML schema collections.
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Regrant.Conformance.Expressions;
using Regrant.Conformance.Schema;

namespace Regrant.Conformance.Rows;

internal sealed class Others(Draft draft, SchemaObjects objects, Principals principals, Columns columns, Types types)
{
    public void Add()
    {
        foreach (var synonym in draft.Ordered(Synonym.TypeClass)) AddSynonym(synonym);
        foreach (var sequence in draft.Ordered(Sequence.TypeClass)) AddSequence(sequence);
        foreach (var collection in draft.Ordered(XmlSchemaCollection.TypeClass)) AddCollection(collection);
    }

    private void AddSynonym(TSqlObject synonym) => draft.Add("sys.synonyms", objects.Columns(synonym, "SN").With(new Row
    {
        ["base_object_name"] = draft.Written<CreateSynonymStatement>(synonym)?.ForName is { } name
            ? Names.Bracketed(name)
            : synonym.Text(Synonym.ForObjectName),
    }));

    private void AddSequence(TSqlObject sequence)
    {
        var type = types.Of(draft.Written<CreateSequenceStatement>(sequence)?.SequenceOptions.OfType<DataTypeSequenceOption>().FirstOrDefault()?.DataType)
            ?? TypedValue.Of(SystemTypes.Find("bigint")!, default);
        var bounds = new SequenceBounds(sequence, type);
        Variant Value(string digits) => new(type.BaseName, digits, type.Precision, type.Scale);
        draft.Add("sys.sequences", objects.Columns(sequence, "SO").With(new Row
        {
            ["start_value"] = Value(bounds.Start),
            ["increment"] = Value(bounds.Step),
            ["minimum_value"] = Value(bounds.Least),
            ["maximum_value"] = Value(bounds.Most),
            ["is_cycling"] = sequence.Is(Sequence.IsCycling),
            ["is_cached"] = sequence.Is(Sequence.IsCached),
            ["cache_size"] = sequence.GetProperty(Sequence.CacheSize) is int size and > 0 ? size : null,
            ["system_type_id"] = type.SystemId,
            ["user_type_id"] = type.UserId,
            ["precision"] = type.Precision,
            ["scale"] = type.Scale,
            ["current_value"] = Value(bounds.Start),
            ["is_exhausted"] = false,
            ["last_used_value"] = null,
        }));
    }

    private void AddCollection(TSqlObject collection)
    {
        draft.Add("sys.xml_schema_collections", new Row
        {
            ["xml_collection_id"] = columns.XmlCollectionId(collection),
            ["schema_id"] = principals.Schema(collection.Name.Parts[0]),
            ["principal_id"] = objects.OwnerOf(collection),
            ["name"] = collection.Simple(),
        });
        // No view holds the schemas: a function tells them, which the test server answers from this line.
        draft.Add("XML_SCHEMA_NAMESPACE", new Row
        {
            ["collection"] = string.Join('.', collection.Name.Parts),
            ["schemas"] = Unquoted((collection.Text(XmlSchemaCollection.Expression) ?? "").TrimStart('N')),
        });
    }

    private static string Unquoted(string written) =>
        written is ['\'', .., '\''] ? written[1..^1].Replace("''", "'", StringComparison.Ordinal) : written;
}
