using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Tracker.Tests.TestKit.Delivery;

/// <summary>A fault of a provider.</summary>
/// <param name="Kind">The kind of fault.</param>
/// <param name="Headers">Additional headers of the answer.</param>
public sealed record ProviderFault(ProviderFaultKind Kind, int Status = 0, string Body = "", params (string Name, string Value)[] Headers)
{
    /// <summary>Accepts the request and never answers.</summary>
    public static ProviderFault Silence { get; } = new(ProviderFaultKind.Silence);

    /// <summary>Accepts the message and breaks the connection instead of answering.</summary>
    public static ProviderFault TakenUnsaid { get; } = new(ProviderFaultKind.TakenUnsaid);

    /// <summary>Gives another answer.</summary>
    public static ProviderFault Answer(int status, string body = "", params (string Name, string Value)[] headers) =>
        new(ProviderFaultKind.Answer, status, body, headers);
}

public enum ProviderFaultKind
{
    Answer,

    Silence,

    /// <summary>The message is accepted and the answer lost.</summary>
    TakenUnsaid,
}

/// <summary>
/// A local provider of messages: an HTTP server that checks the credentials, keeps the accepted messages, and simulates faults.
/// </summary>
/// <typeparam name="TMessage">The type of its messages.</typeparam>
public abstract class FakeProvider<TMessage> : IAsyncDisposable
{
    private readonly ConcurrentQueue<ProviderFault> next = new();
    private readonly ConcurrentDictionary<object, DateTime> firsts = new();
    private readonly WebApplication app;
    private int requests;

    /// <summary>Starts the provider on a free port.</summary>
    protected FakeProvider()
    {
        Url = new Uri($"http://127.0.0.1:{FreePort.Take()}");
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(Url.ToString());
        builder.Services.AddRoutingCore();
        app = builder.Build();
        app.Run(ServeAsync);
        app.StartAsync().GetAwaiter().GetResult();
    }

    public Uri Url { get; }

    /// <summary>The accepted messages, in order.</summary>
    public ConcurrentQueue<TMessage> Accepted { get; } = new();

    /// <summary>The times (UTC) of duplicates: that of the first message and that of the duplicate.</summary>
    public ConcurrentQueue<(DateTime First, DateTime Again)> Repeats { get; } = new();

    /// <summary>The <c>traceparent</c> of each request, in order; empty for a request without.</summary>
    public ConcurrentQueue<string> Traceparents { get; } = new();

    /// <summary>The reasons of refused requests with wrong credentials or a wrong form; empty when the sender makes no mistake.</summary>
    public ConcurrentQueue<string> Mistakes { get; } = new();

    /// <summary>The number of requests received.</summary>
    public int Requests => Volatile.Read(ref requests);

    /// <summary>The number of duplicates: same recipient, same text.</summary>
    public int Duplicates => Accepted.Count - Accepted.Select(Sameness).Distinct().Count();

    /// <summary>The delay of each answer.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>The fault of every further request; null for none.</summary>
    public ProviderFault? Always { get; set; }

    /// <summary>The faults of the next requests, one each.</summary>
    public void Next(params ReadOnlySpan<ProviderFault> faults)
    {
        foreach (var fault in faults)
        {
            next.Enqueue(fault);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await app.StopAsync(patience.Token);
        await app.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Reads the message of a request.</summary>
    /// <param name="id">The id of the message.</param>
    /// <exception cref="MistakenRequestException">The provider would refuse the request.</exception>
    protected abstract TMessage Read(HttpRequest request, byte[] body, string id);

    /// <summary>A new id in the provider's format.</summary>
    protected abstract string NewId();

    /// <summary>A key that is equal for two messages with the same recipient and text.</summary>
    protected abstract object Sameness(TMessage message);

    /// <summary>The answer to an accepted message.</summary>
    protected abstract (int Status, string Body) Taken(string id);

    private async Task ServeAsync(HttpContext context)
    {
        Interlocked.Increment(ref requests);
        Traceparents.Enqueue(context.Request.Headers.TraceParent.ToString());
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        await Task.Delay(Delay, context.RequestAborted);
        var fault = next.TryDequeue(out var queued) ? queued : Always;
        switch (fault?.Kind)
        {
            case ProviderFaultKind.Answer:
                Array.ForEach(fault.Headers, header => context.Response.Headers.Append(header.Name, header.Value));
                await AnswerAsync(context, fault.Status, fault.Body);
                break;
            case ProviderFaultKind.Silence:
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                break;
            case ProviderFaultKind.TakenUnsaid:
                Accept(Read(context.Request, body.ToArray(), NewId()));
                context.Abort();
                break;
            default:
                await TakeAsync(context, body.ToArray());
                break;
        }
    }

    private async Task TakeAsync(HttpContext context, byte[] body)
    {
        var id = NewId();
        try
        {
            Accept(Read(context.Request, body, id));
        }
        catch (MistakenRequestException e)
        {
            Mistakes.Enqueue(e.Message);
            await AnswerAsync(context, (int)HttpStatusCode.Forbidden, e.Message);
            return;
        }

        var (status, answer) = Taken(id);
        await AnswerAsync(context, status, answer);
    }

    private void Accept(TMessage message)
    {
        var now = DateTime.UtcNow;
        Accepted.Enqueue(message);
        if (firsts.GetOrAdd(Sameness(message), now) is var first && first != now)
        {
            Repeats.Enqueue((first, now));
        }
    }

    private static async Task AnswerAsync(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body, context.RequestAborted);
    }
}

/// <summary>A request that the provider would refuse.</summary>
/// <param name="message">The reason.</param>
public sealed class MistakenRequestException(string message) : Exception(message);
