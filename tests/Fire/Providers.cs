using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Tracker.Fire;

/// <summary>What one provider took, by recipient: each customer orders once, so a second message to one is a duplicate.</summary>
internal sealed class Taken
{
    private readonly ConcurrentDictionary<string, int> recipients = new(StringComparer.Ordinal);

    public int Distinct => recipients.Count;

    public int Duplicates => recipients.Values.Sum() - recipients.Count;

    public void Add(string recipient) => recipients.AddOrUpdate(recipient, 1, (_, count) => count + 1);
}

/// <summary>SES and Twilio for notification-service, in this process, which is not killed.</summary>
internal sealed class Providers : IAsyncDisposable
{
    private readonly WebApplication app;

    private Providers(WebApplication app) => this.app = app;

    public Taken Emails { get; } = new();

    public Taken Texts { get; } = new();

    public IReadOnlyDictionary<string, string> Variables => new Dictionary<string, string>
    {
        ["AWS_SES_REGION"] = "us-east-1", ["AWS_SES_FROM_EMAIL"] = "noreply@shopflow.com", ["AWS_ACCESS_KEY_ID"] = "x", ["AWS_SECRET_ACCESS_KEY"] = "x",
        ["AWS_ENDPOINT_URL_SESV2"] = app.Urls.Single(), ["TWILIO_ACCOUNT_SID"] = "AC1", ["TWILIO_AUTH_TOKEN"] = "x", ["TWILIO_FROM_NUMBER"] = "+15550001234",
        ["TWILIO_BASE_URL"] = app.Urls.Single(),
    };

    public static async Task<Providers> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        var providers = new Providers(app);
        app.UseRouting();
        app.MapPost("/v2/email/outbound-emails", async (HttpContext context) =>
        {
            var body = await JsonNode.ParseAsync(context.Request.Body);
            providers.Emails.Add(body!["Destination"]!["ToAddresses"]![0]!.GetValue<string>());
            await context.Response.WriteAsync($$"""{"MessageId":"{{Guid.NewGuid()}}"}""");
        });
        app.MapPost("/2010-04-01/Accounts/{account}/Messages.json", async (HttpContext context) =>
        {
            providers.Texts.Add((await context.Request.ReadFormAsync())["To"].ToString());
            context.Response.StatusCode = 201;
            await context.Response.WriteAsync($$"""{"sid":"SM{{Guid.NewGuid():N}}","status":"queued"}""");
        });
        await app.StartAsync();
        return providers;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
