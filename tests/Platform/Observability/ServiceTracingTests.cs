using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Tracker.Platform.Hosting;
using Tracker.Platform.Observability.Tracing;
using Tracker.Platform.Persistence;
using Tracker.Platform.Settings;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Observability;

public sealed class ServiceTracingTests : IDisposable
{
    private readonly ToyCollector collector = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => collector.Dispose();

    [Fact]
    public async Task Each_span_is_exported_once_by_its_own_service()
    {
        using (var orders = Start("order-service"))
        using (var auth = Start("auth-service"))
        {
            await using var authApplication = await ServeAsync(auth, (HttpContext _) => "yes");
            using var client = new HttpClient();
            var address = authApplication.Urls.Single();
            await using var orderApplication = await ServeAsync(orders, (HttpContext _) => client.GetStringAsync(address, Cancel));

            // This call is not within a span of any service.
            await client.GetStringAsync(orderApplication.Urls.Single(), Cancel);
        }

        var spans = collector.Spans.OrderBy(span => span.Service).ThenBy(span => span.Name).ToList();
        spans.Select(span => (span.Service, span.Name)).ShouldBe(
        [
            ("auth-service", "Microsoft.AspNetCore.Hosting.HttpRequestIn"),
            ("order-service", "GET"),
            ("order-service", "Microsoft.AspNetCore.Hosting.HttpRequestIn"),
        ]);
        spans.Select(span => span.TraceId).Distinct().Count().ShouldBe(1);
        spans[0].ParentId.ShouldBe(spans[1].SpanId);
        spans[1].ParentId.ShouldBe(spans[2].SpanId);
    }

    [Fact]
    public async Task A_query_is_traced_only_within_a_services_span()
    {
        await using var database = new Database(await TestPostgres.CreateDatabaseAsync());
        using (var orders = Start("order-service"))
        using (Start("auth-service"))
        {
            await QueryAsync(database);
            using (orders.Source.StartActivity("dispatch"))
            {
                await QueryAsync(database);
            }
        }

        collector.Spans.ShouldAllBe(span => span.Service == "order-service");
        collector.Spans.Select(span => span.Name).ShouldContain("dispatch");
        collector.Spans.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Calls_to_the_collector_are_not_traced()
    {
        using (var orders = Start("order-service"))
        using (var client = new HttpClient())
        using (orders.Source.StartActivity("job"))
        {
            await client.GetAsync(collector.Url, Cancel);
        }

        collector.Spans.Select(span => span.Name).ShouldBe(["job"]);
    }

    [Fact]
    public void An_unsampled_parent_is_respected_and_passed_on()
    {
        const string unsampled = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";
        using (var orders = Start("order-service"))
        {
            ActivityContext.TryParse(unsampled, traceState: null, isRemote: true, out var caller).ShouldBeTrue();
            using var activity = orders.Source.StartActivity("request", ActivityKind.Server, caller);
            Traceparent.Current.ShouldBe($"00-0af7651916cd43dd8448eb211c80319c-{activity!.SpanId}-00");
        }

        collector.Spans.ShouldBeEmpty();
    }

    [Fact]
    public void The_current_trace_is_available_as_a_traceparent()
    {
        using var orders = Start("order-service");
        Traceparent.Current.ShouldBeNull();

        using var activity = orders.Source.StartActivity("request");

        Traceparent.Current.ShouldBe($"00-{activity!.TraceId}-{activity.SpanId}-01");
    }

    [Fact]
    public void Without_a_collector_the_trace_is_passed_on_unsampled()
    {
        using var orders = ServiceTracing.Start("shop", "order-service", collector: null);
        using var unheard = new Activity("made for the log only").Start();

        orders.Source.HasListeners().ShouldBeFalse();
        unheard.Recorded.ShouldBeFalse();
        Traceparent.Current.ShouldBe($"00-{unheard.TraceId}-{unheard.SpanId}-01");
    }

    [Fact]
    public void A_dead_collector_delays_the_stop_by_two_seconds()
    {
        var watch = Stopwatch.StartNew();
        using (var orders = ServiceTracing.Start("shop", "order-service", OtlpEndpoint.Parse("http://192.0.2.1:4318")))
        {
            orders.Source.StartActivity("request")?.Dispose();
        }

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData("http://collector:4318", "http://collector:4318/v1/traces")]
    [InlineData("https://host/otlp/", "https://host/otlp/v1/traces")]
    [InlineData("http://collector:4318/v1/traces", "http://collector:4318/v1/traces")]
    public void The_path_of_traces_is_added_to_the_collectors_address(string text, string address) =>
        OtlpEndpoint.Parse(text).ToString().ShouldBe(address);

    [Theory]
    [InlineData("collector:4318")]
    [InlineData("grpc://collector")]
    [InlineData("/v1/traces")]
    public void An_invalid_collector_address_is_refused(string text) =>
        Should.Throw<FormatException>(() => OtlpEndpoint.Parse(text)).Message.ShouldNotContain(text);

    private ServiceTracing Start(string service) => ServiceTracing.Start("shop", service, OtlpEndpoint.Parse(collector.Url));

    private static async Task<WebApplication> ServeAsync(ServiceTracing tracing, Delegate answer)
    {
        var builder = ServiceHost.CreateBuilder(new ServiceSettings(new Dictionary<string, string>()), "service");
        builder.Services.AddSingleton(tracing.Source);
        var application = builder.Build();
        application.MapGet("/", answer);
        await application.StartAsync(Cancel);
        return application;
    }

    private static async Task QueryAsync(Database database)
    {
        await using var command = database.Source.CreateCommand("select 1");
        await command.ExecuteScalarAsync(Cancel);
    }
}
