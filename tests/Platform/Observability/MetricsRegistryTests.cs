using Shouldly;
using Tracker.Platform.Observability.Metrics;

namespace Tracker.Tests.Platform.Observability;

public sealed class MetricsRegistryTests
{
    private readonly MetricsRegistry registry = new();

    [Fact]
    public void Two_services_of_a_process_have_separate_metrics()
    {
        var other = new MetricsRegistry();
        registry.Counter("things_total", "Things.").Inc();
        other.Counter("things_total", "Things.").With().Inc(5);

        Page(registry).Samples["things_total"].ShouldBe(1);
        Page(other).Samples["things_total"].ShouldBe(5);
    }

    [Fact]
    public void A_metric_without_labels_starts_at_zero()
    {
        registry.Counter("things_total", "Things.");
        registry.Gauge("level", "Level.");

        registry.ToString().ShouldBe("""
            # HELP things_total Things.
            # TYPE things_total counter
            things_total 0
            # HELP level Level.
            # TYPE level gauge
            level 0

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Label_values_and_help_are_escaped()
    {
        registry.Counter("things_total", "a\\b\nc", "what").Inc("q\"b\\n\nx\ud800é");

        registry.ToString().ShouldContain("# HELP things_total a\\\\b\\nc\n");
        Page(registry).Samples.Keys.ShouldBe(["things_total{what=\"q\\\"b\\\\n\\nx\ufffdé\"}"]);
    }

    [Fact]
    public async Task Counting_from_many_threads_loses_nothing()
    {
        var counter = registry.Counter("things_total", "Things.", "kind");
        var spread = registry.Histogram("seconds", "Seconds.", [1]);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < 200_000; i++)
            {
                counter.Inc(i % 2 == 0 ? "even" : "odd");
                spread.With().Observe(0.5);
            }
        })));

        var samples = Page(registry).Samples;
        samples["""things_total{kind="even"}"""].ShouldBe(800_000);
        samples["seconds_sum"].ShouldBe(800_000);
    }

    [Fact]
    public void Label_combinations_beyond_a_thousand_count_as_other()
    {
        var counter = registry.Counter("things_total", "Things.", "who", "what");
        for (var i = 0; i < 5000; i++)
        {
            counter.Inc($"u{i}", "x");
        }

        counter.Inc("u7", "x");

        var samples = Page(registry).Samples;
        samples.Count.ShouldBe(1001);
        samples["""things_total{who="u7",what="x"}"""].ShouldBe(2);
        samples["""things_total{who="other",what="other"}"""].ShouldBe(4000);
    }

    [Fact]
    public void Buckets_are_cumulative_and_end_at_infinity()
    {
        var spread = registry.Histogram("seconds", "Seconds.", [0.1, 0.5, 1], "path").With("/");
        foreach (var value in new[] { 0.05, 0.1, 0.3, 2.5, double.NaN })
        {
            spread.Observe(value);
        }

        Page(registry).Samples.ShouldBe(new Dictionary<string, double>
        {
            ["""seconds_bucket{path="/",le="0.1"}"""] = 2,
            ["""seconds_bucket{path="/",le="0.5"}"""] = 3,
            ["""seconds_bucket{path="/",le="1"}"""] = 3,
            ["""seconds_bucket{path="/",le="+Inf"}"""] = 4,
            ["""seconds_sum{path="/"}"""] = 2.95,
            ["""seconds_count{path="/"}"""] = 4,
        });
    }

    [Fact]
    public void An_external_value_is_read_when_the_page_is_rendered()
    {
        var queue = 0;
        registry.Gauge("queue", "Waiting.", () => queue);
        registry.Gauge("broken", "Cannot be read.", () => throw new InvalidOperationException());
        registry.Gauge("endless", "No end.", () => double.PositiveInfinity);

        queue = 7;

        var samples = Page(registry).Samples;
        samples["queue"].ShouldBe(7);
        samples["broken"].ShouldBe(double.NaN);
        samples["endless"].ShouldBe(double.PositiveInfinity);
    }

    [Fact]
    public void An_invalid_metric_name_or_label_is_refused()
    {
        registry.Counter("taken_total", "Taken.");

        Should.Throw<ArgumentException>(() => registry.Gauge("taken_total", "Again."));
        Should.Throw<ArgumentException>(() => registry.Counter("no-name", "Bad name."));
        Should.Throw<ArgumentException>(() => registry.Counter("", "Bad name."));
        Should.Throw<ArgumentException>(() => registry.Counter("a", "Bad label.", "a-b"));
        Should.Throw<ArgumentException>(() => registry.Counter("b", "Label twice.", "x", "x"));
        Should.Throw<ArgumentException>(() => registry.Counter("c", "Too many.", "l1", "l2", "l3", "l4", "l5"));
        Should.Throw<ArgumentException>(() => registry.Histogram("d", "Own label.", [1], "le"));
        Should.Throw<ArgumentException>(() => registry.Histogram("e", "Falling.", [2, 1]));
    }

    [Fact]
    public void The_number_of_values_must_match_the_labels()
    {
        var counter = registry.Counter("things_total", "Things.", "a", "b");

        Should.Throw<ArgumentException>(() => counter.Inc("only one"));
    }

    private static Exposition Page(MetricsRegistry registry) => Exposition.Parse(registry.ToString());
}
