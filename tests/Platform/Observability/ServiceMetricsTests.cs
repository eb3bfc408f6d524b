using Shouldly;
using Tracker.Platform.Observability.Metrics;

namespace Tracker.Tests.Platform.Observability;

public sealed class ServiceMetricsTests
{
    private readonly MetricsRegistry registry = new();

    [Fact]
    public void A_request_is_counted_and_timed_by_its_route()
    {
        var http = new HttpMetrics(registry);
        http.RequestServed("/tasks/{task_id}", "GET", 200, 0.02);
        http.RequestServed("/tasks/{task_id}", "GET", 200, 0.03);

        var samples = Page().Samples;
        samples["""http_requests_total{path="/tasks/{task_id}",method="GET",status="200"}"""].ShouldBe(2);
        samples["""http_request_duration_seconds_count{path="/tasks/{task_id}",method="GET"}"""].ShouldBe(2);
        samples["""http_request_duration_seconds_bucket{path="/tasks/{task_id}",method="GET",le="0.025"}"""].ShouldBe(1);
        samples.Keys.ShouldNotContain(name => name.StartsWith("errors_total", StringComparison.Ordinal));
    }

    [Fact]
    public void A_status_of_400_or_more_counts_as_an_error()
    {
        var http = new HttpMetrics(registry);
        http.RequestServed("/tasks", "POST", 400, 0.01, "VALIDATION_ERROR");
        http.RequestServed("/tasks", "POST", 404, 0.01);
        http.RequestServed("/tasks", "POST", 503, 0.01);

        Page().Samples.Where(sample => sample.Key.StartsWith("errors_total", StringComparison.Ordinal)).ShouldBe(
            [
                new("""errors_total{type="VALIDATION_ERROR"}""", 1),
                new("""errors_total{type="client_error"}""", 1),
                new("""errors_total{type="server_error"}""", 1),
            ],
            ignoreOrder: true);
    }

    [Fact]
    public void Unknown_methods_and_statuses_add_no_series()
    {
        var http = new HttpMetrics(registry);
        http.RequestServed(null, "GET", 404, 0.01);
        http.RequestServed(null, "BREW", 404, 0.01);
        http.RequestServed(null, "get", 999, 0.01);

        Page().Samples.Keys.Where(name => name.StartsWith("http_requests_total", StringComparison.Ordinal)).ShouldBe(
            [
                """http_requests_total{path="unmatched",method="GET",status="404"}""",
                """http_requests_total{path="unmatched",method="other",status="404"}""",
                """http_requests_total{path="unmatched",method="other",status="other"}""",
            ],
            ignoreOrder: true);
    }

    [Fact]
    public void The_process_metrics_are_present()
    {
        ProcessMetrics.Register(registry);

        var page = Page();
        page.Samples["process_cpu_seconds_total"].ShouldBeGreaterThan(0);
        page.Samples["process_resident_memory_bytes"].ShouldBeGreaterThan(1_000_000);
        page.Samples["process_start_time_seconds"]
            .ShouldBeInRange(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 3600, DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 1);
        page.Samples.Keys.ShouldContain("""dotnet_gc_collections_total{generation="2"}""");
        page.Samples["dotnet_thread_pool_threads"].ShouldBeGreaterThan(0);
        page.Types["dotnet_gc_collections_total"].ShouldBe("counter");
    }

    private Exposition Page() => Exposition.Parse(registry.ToString());
}
