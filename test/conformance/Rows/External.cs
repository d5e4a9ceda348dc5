// What stands outside: data sources, file formats, external tables.
using Microsoft.SqlServer.Dac.Model;
using Regrant.Conformance.Schema;

namespace Regrant.Conformance.Rows;

internal sealed class External(Draft draft, SchemaObjects objects, Columns columns)
{
    private static readonly string[] Formats = ["DELIMITEDTEXT", "RCFILE", "ORC", "PARQUET", "JSON", "DELTA"];

    public void Add()
    {
        foreach (var source in draft.Ordered(ExternalDataSource.TypeClass)) AddSource(source);
        foreach (var format in draft.Ordered(ExternalFileFormat.TypeClass)) AddFormat(format);
        foreach (var table in draft.Ordered(ExternalTable.TypeClass)) AddTable(table);
    }

    private int SourceId(TSqlObject source) => draft.Ids.Number("data source", source.Simple(), 65536);

    private int FormatId(TSqlObject format) => draft.Ids.Number("file format", format.Simple(), 65536);

    private void AddSource(TSqlObject source)
    {
        var type = source.Number(ExternalDataSource.DataSourceType);
        draft.Add("sys.external_data_sources", new Row
        {
            ["data_source_id"] = SourceId(source),
            ["name"] = source.Simple(),
            ["location"] = source.Text(ExternalDataSource.Location),
            ["type"] = type,
            ["type_desc"] = type switch { 0 => "HADOOP", 1 => "RDBMS", 2 => "SHARD_MAP_MANAGER", 5 => "BLOB_STORAGE", _ => "EXTERNAL_GENERICS" },
            ["resource_manager_location"] = Given(source.Text(ExternalDataSource.ResourceManagerLocation)),
            ["credential_id"] = 0,
            ["database_name"] = Given(source.Text(ExternalDataSource.DatabaseName)),
            ["shard_map_name"] = Given(source.Text(ExternalDataSource.ShardMapName)),
            ["connection_options"] = Given(source.Text(ExternalDataSource.ConnectionOptions)),
            ["pushdown"] = source.Number(ExternalDataSource.PushdownOption) == 2 ? "OFF" : "ON",
        });
    }

    private void AddFormat(TSqlObject format) => draft.Add("sys.external_file_formats", new Row
    {
        ["file_format_id"] = FormatId(format),
        ["name"] = format.Simple(),
        ["format_type"] = Formats[format.Number(ExternalFileFormat.FormatType)],
        ["field_terminator"] = Given(format.Text(ExternalFileFormat.FieldTerminator)),
        ["string_delimiter"] = Given(format.Text(ExternalFileFormat.StringDelimiter)),
        ["date_format"] = Given(format.Text(ExternalFileFormat.DateFormat)),
        ["use_type_default"] = format.Is(ExternalFileFormat.UseTypeDefault),
        ["serde_method"] = Given(format.Text(ExternalFileFormat.SerDeMethod)),
        ["encoding"] = Given(format.Text(ExternalFileFormat.Encoding)),
        ["data_compression"] = Given(format.Text(ExternalFileFormat.DataCompression)),
        ["first_row"] = format.Number(ExternalFileFormat.FirstRow) is > 0 and var row ? row : null,
        ["parser_version"] = Given(format.Text(ExternalFileFormat.ParserVersion)),
    });

    private void AddTable(TSqlObject table)
    {
        columns.Add(table);
        draft.Add("sys.external_tables", objects.Columns(table, "U").With(new Row
        {
            ["max_column_id_used"] = table.Many(ExternalTable.Columns).Count(),
            ["uses_ansi_nulls"] = true,
            ["data_source_id"] = table.One(ExternalTable.DataSourceName) is { } source ? SourceId(source) : null,
            ["file_format_id"] = table.One(ExternalTable.FileFormatName) is { } format ? FormatId(format) : null,
            ["location"] = Given(table.Text(ExternalTable.Location)),
            ["reject_type"] = table.Named("RejectType") is { } reject ? Convert.ToInt32(reject, null) : null,
            ["reject_value"] = table.Named("RejectValue"),
            ["reject_sample_value"] = table.Named("RejectSampleValue"),
            ["rejected_row_location"] = Given(table.Text(ExternalTable.RejectedRowLocation)),
            ["remote_schema_name"] = Given(table.Text(ExternalTable.ExternalSchemaName)),
            ["remote_object_name"] = Given(table.Text(ExternalTable.ExternalObjectName)),
            ["table_options"] = Given(table.Text(ExternalTable.TableOptions)),
        }));
        draft.Add("sys.tables", objects.Columns(table, "U").With(new Row { ["is_external"] = true, ["uses_ansi_nulls"] = true }));
    }

    private static string? Given(string? text) => text is { Length: > 0 } ? text : null;
}
