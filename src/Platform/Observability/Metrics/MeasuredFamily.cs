namespace Tracker.Platform.Observability.Metrics;

/// <summary>A family whose values are read when the page is written.</summary>
internal sealed class MeasuredFamily(
    string name, string help, string type, string[] labels, IReadOnlyList<MeasuredFamily.Measure> measures)
    : Family(name, help, labels)
{
    public override void Write(ExpositionWriter writer)
    {
        writer.Head(Name, Help, type);
        foreach (var measure in measures)
        {
            // One value that cannot be read must not fail the page.
            double value;
            try
            {
                value = measure.Read();
            }
            catch (Exception)
            {
                value = double.NaN;
            }

            writer.Sample(new SeriesName(Name, Labels, measure.Values), value);
        }
    }

    public sealed record Measure(string[] Values, Func<double> Read);
}
