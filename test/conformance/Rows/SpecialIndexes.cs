// What hash, XML and spatial indexes have of their own.
using Microsoft.SqlServer.Dac.Model;
using Regrant.Conformance.Schema;

namespace Regrant.Conformance.Rows;

internal sealed class SpecialIndexes(Draft draft, Func<TSqlObject, int> idOf)
{
    public void Add(TSqlObject owner, TSqlObject index, int id, int type, string name)
    {
        var row = new Row { ["object_id"] = draft.Ids.Object(owner), ["index_id"] = id, ["name"] = name };
        if (type == 7) draft.Add("sys.hash_indexes", row.With(new Row { ["bucket_count"] = BucketCount(index) }));
        else if (index.ObjectType == XmlIndex.TypeClass) draft.Add("sys.xml_indexes", row.With(Xml(index)));
        else if (index.ObjectType == SelectiveXmlIndex.TypeClass) AddSelective(index, row);
        else if (type == 4) AddSpatial(index, row);
    }

    /// <summary>How many buckets a hash index gets: the next power of two.</summary>
    public static int? BucketCount(TSqlObject index)
    {
        if (index.Named("BucketCount") is not { } value) return null;
        var count = 1;
        while (count < Convert.ToInt32(value, null)) count *= 2;
        return count;
    }

    private Row Xml(TSqlObject index)
    {
        var primary = index.One(XmlIndex.PrimaryXmlIndex);
        var kind = index.Number(XmlIndex.SecondaryXmlIndexType);
        return new Row
        {
            ["using_xml_index_id"] = primary is null ? null : idOf(primary),
            ["secondary_type"] = primary is null ? null : " PRV"[kind].ToString(),
            ["secondary_type_desc"] = primary is null ? null : new[] { null, "PATH", "PROPERTY", "VALUE" }[kind],
            ["xml_index_type"] = primary is null ? 0 : 1,
            ["xml_index_type_description"] = primary is null ? "PRIMARY_XML" : "SECONDARY_XML",
        };
    }

    private void AddSelective(TSqlObject index, Row row)
    {
        var primary = index.One(SelectiveXmlIndex.PrimarySelectiveXmlIndex);
        var promoted = index.One(SelectiveXmlIndex.PrimaryPromotedPath);
        draft.Add("sys.xml_indexes", row.With(new Row
        {
            ["using_xml_index_id"] = primary is null ? null : idOf(primary),
            ["xml_index_type"] = primary is null ? 2 : 3,
            ["xml_index_type_description"] = primary is null ? "SELECTIVE_XML" : "SECONDARY_SELECTIVE_XML",
            ["path_id"] = promoted is null ? null : PathId(primary, promoted),
        }));
        if (primary is null) new SelectivePaths(draft).Add(index, row);
    }

    private static int? PathId(TSqlObject? primary, TSqlObject path) =>
        primary?.Many(SelectiveXmlIndex.PromotedPaths).Select(other => other.Key()).ToList().IndexOf(path.Key()) + 1;

    private void AddSpatial(TSqlObject index, Row row)
    {
        var scheme = index.Number(SpatialIndex.Tessellation);
        var isGeometry = index.One(SpatialIndex.Column)?.One(Column.DataType)?.Simple() == "geometry";
        var name = scheme switch { 1 => "GEOMETRY_GRID", 2 => "GEOGRAPHY_GRID", 3 => "GEOMETRY_AUTO_GRID", 4 => "GEOGRAPHY_AUTO_GRID", _ => isGeometry ? "GEOMETRY_AUTO_GRID" : "GEOGRAPHY_AUTO_GRID" };
        draft.Add("sys.spatial_indexes", row.With(new Row
        {
            ["spatial_index_type"] = isGeometry ? 1 : 2,
            ["spatial_index_type_desc"] = isGeometry ? "GEOMETRY" : "GEOGRAPHY",
            ["tessellation_scheme"] = name,
        }));
        var tessellation = new Row
        {
            ["object_id"] = row["object_id"],
            ["index_id"] = row["index_id"],
            ["tessellation_scheme"] = name,
            ["bounding_box_xmin"] = index.Named("XMin"),
            ["bounding_box_ymin"] = index.Named("YMin"),
            ["bounding_box_xmax"] = index.Named("XMax"),
            ["bounding_box_ymax"] = index.Named("YMax"),
            ["cells_per_object"] = index.Named("CellsPerObject"),
        };
        for (var level = 1; level <= 4; level++)
        {
            var density = index.Named($"GridLevel{level}Density") is { } value ? Convert.ToInt32(value, null) : 0;
            tessellation[$"level_{level}_grid"] = density switch { 1 => 16, 2 => 64, 3 => 256, _ => null };
            tessellation[$"level_{level}_grid_desc"] = density switch { 1 => "LOW", 2 => "MEDIUM", 3 => "HIGH", _ => null };
        }
        draft.Add("sys.spatial_index_tessellations", tessellation);
    }
}
