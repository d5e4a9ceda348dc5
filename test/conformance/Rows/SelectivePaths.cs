// The paths and namespaces of a selective XML index.
using Microsoft.SqlServer.Dac.Model;
using Regrant.Conformance.Schema;

namespace Regrant.Conformance.Rows;

internal sealed class SelectivePaths(Draft draft)
{
    public void Add(TSqlObject index, Row owner)
    {
        var at = 0;
        foreach (var path in index.Many(SelectiveXmlIndex.PromotedPaths)) AddPath(path, ++at, owner);
        foreach (var space in index.Many(SelectiveXmlIndex.XmlNamespaces))
            draft.Add("sys.selective_xml_index_namespaces", new Row
            {
                ["object_id"] = owner["object_id"],
                ["index_id"] = owner["index_id"],
                ["is_default_uri"] = space.Text(XmlNamespace.Prefix) is null or "",
                ["uri"] = space.Text(XmlNamespace.NamespaceUri),
                ["prefix"] = space.Text(XmlNamespace.Prefix) is { Length: > 0 } prefix ? prefix : null,
            });
    }

    private void AddPath(TSqlObject path, int id, Row owner)
    {
        var isSql = path.ObjectType == PromotedNodePathForSqlType.TypeClass;
        var type = isSql && SystemTypes.Find(path.One(PromotedNodePathForSqlType.DataType)?.Simple() ?? "") is { } system
            ? TypedValue.Of(system, TypedValue.MeasuresOf(path))
            : null;
        var row = new Row
        {
            ["object_id"] = owner["object_id"],
            ["index_id"] = owner["index_id"],
            ["path_id"] = id,
            ["name"] = path.Simple(),
            ["path"] = path.Named("NodePath"),
            ["path_type"] = isSql ? 1 : 0,
            ["path_type_desc"] = isSql ? "SQL" : "XQUERY",
            ["is_singleton"] = path.Named("IsSingleton") is true,
            ["xquery_type_description"] = isSql ? null : path.Named("Type"),
            ["is_xquery_type_inferred"] = !isSql && path.Named("Type") is null or "",
            ["xquery_max_length"] = isSql ? null : path.Named("MaxLength"),
            ["is_xquery_max_length_inferred"] = !isSql && path.Named("MaxLength") is null,
        };
        draft.Add("sys.selective_xml_index_paths", type is null ? row : row.With(type.Columns()));
    }
}
