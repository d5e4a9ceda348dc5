// A schema's scripts as Microsoft's model of a database, with the text that it was made from.
using Microsoft.SqlServer.Dac;
using Microsoft.SqlServer.Dac.Model;
using Regrant.Conformance.Reading;

namespace Regrant.Conformance.Schema;

internal sealed class SchemaModel : IDisposable
{
    private SchemaModel(int version, TSqlModel model, SourcePositions positions, IReadOnlyList<SchemaProblem> problems)
    {
        (Version, Model, Positions, Problems) = (version, model, positions, problems);
    }

    /// <summary>The release's year.</summary>
    public int Version { get; }

    public TSqlModel Model { get; }

    public SourcePositions Positions { get; }

    /// <summary>What was left out, and what the model refused.</summary>
    public IReadOnlyList<SchemaProblem> Problems { get; }

    /// <summary>The model of a folder, a file or a text for a release (2012 or 110).</summary>
    public static SchemaModel Load(int version, IEnumerable<(string Name, string Text)> files)
    {
        var year = ParserVersion.YearOf(version);
        var reader = new BatchReader(year);
        var batches = files.SelectMany(file => reader.Read(file.Name, SqlcmdLines.Remove(file.Text))).ToList();
        var problems = reader.Problems;
        var model = new TSqlModel(ModelVersion(year), new TSqlModelOptions());
        var positions = new SourcePositions();
        foreach (var source in SchemaSource.Of(batches, problems))
        {
            positions.Add(source, source.Parse(year));
            Add(model, source, problems);
        }
        return new SchemaModel(year, model, positions, problems);
    }

    /// <summary>What the model finds wrong as a whole: errors only, or warnings too.</summary>
    public IReadOnlyList<SchemaProblem> Validate(bool warnings)
    {
        try
        {
            return [.. Model.Validate()
                .Where(message => warnings || message.MessageType == DacMessageType.Error)
                .Select(message => SchemaProblem.Model(message.ToString()))];
        }
        catch (AggregateException broken)
        {
            // A rule of the model's stumbles over what is not there, a policy's table for one.
            return [SchemaProblem.Model($"The model cannot be validated: {broken.InnerException?.Message ?? broken.Message}")];
        }
    }

    public void Dispose() => Model.Dispose();

    private static void Add(TSqlModel model, SchemaSource source, List<SchemaProblem> problems)
    {
        var options = new TSqlObjectOptions
        {
            AnsiNulls = source.Settings.AnsiNulls,
            QuotedIdentifier = source.Settings.QuotedIdentifier,
        };
        try
        {
            model.AddOrUpdateObjects(source.Text, source.Name, options);
        }
        catch (DacModelException refused)
        {
            problems.AddRange(refused.Messages.Where(message => message.MessageType == DacMessageType.Error).Select(message => SchemaProblem.Model(message.ToString())));
        }
    }

    private static SqlServerVersion ModelVersion(int year) => year switch
    {
        2012 => SqlServerVersion.Sql110,
        2014 => SqlServerVersion.Sql120,
        2016 => SqlServerVersion.Sql130,
        2017 => SqlServerVersion.Sql140,
        2019 => SqlServerVersion.Sql150,
        2022 => SqlServerVersion.Sql160,
        2025 => SqlServerVersion.Sql170,
        _ => throw new InvalidDataException($"No model for version {year}."),
    };
}
