using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.Pipeline;
using Yarp.ReverseProxy.Forwarder;

namespace Tracker.Platform.Gateway;

/// <summary>Forwards requests. A failure becomes an error of the system.</summary>
internal sealed partial class Forwarding(
    IHttpForwarder forwarder,
    GatewayPolicy policy,
    ClientHeaders headers,
    GatewayTransformer transformer,
    ServiceConnections connections,
    ILogger<Forwarding> logger)
{
    private readonly ForwarderRequestConfig request = new()
    {
        ActivityTimeout = policy.ActivityTimeout,
        Version = HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    private int inProgress;

    public async Task ForwardAsync(HttpContext context, Destination destination)
    {
        if (Interlocked.Increment(ref inProgress) > policy.MaxRequests)
        {
            Interlocked.Decrement(ref inProgress);
            await Problems.ServiceUnavailable.ExecuteAsync(context);
            return;
        }

        try
        {
            await TryInstancesAsync(context, destination);
        }
        finally
        {
            Interlocked.Decrement(ref inProgress);
        }
    }

    private async Task TryInstancesAsync(HttpContext context, Destination destination)
    {
        var hasBody = context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody != false;
        var isRead = !hasBody && (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method));
        headers.Apply(context);
        if (!hasBody && !isRead)
        {
            // HttpClient repeats a request without content when a kept-alive connection ends. An empty content prevents that.
            context.Request.ContentLength = 0;
        }

        if (destination.Choose() is not { } instance)
        {
            Log.NoInstance(logger, destination.Name);
            await Unavailable(destination).ExecuteAsync(context);
            return;
        }

        var outcome = await ForwardAsync(context, destination, instance);
        // Nothing was sent, or sending it twice does no harm.
        if ((outcome == ForwardOutcome.Away || (outcome == ForwardOutcome.Broken && isRead))
            && destination.Choose(except: instance) is { } other)
        {
            context.Response.StatusCode = StatusCodes.Status200OK;
            context.Features.Set<IForwarderErrorFeature>(null);
            outcome = await ForwardAsync(context, destination, other);
        }

        await FinishAsync(context, destination, outcome);
    }

    private async Task<ForwardOutcome> ForwardAsync(HttpContext context, Destination destination, ServiceInstance instance)
    {
        instance.Begin();
        try
        {
            var error = await forwarder.SendAsync(context, instance.Prefix, connections.Forwarded, request, transformer);
            if (error == ForwarderError.None && context.Features.Get<IForwarderErrorFeature>() is { } failure)
            {
                error = failure.Error;
            }

            var outcome = ForwardOutcomes.Of(error, context);
            instance.Count(outcome);
            if (outcome is not (ForwardOutcome.Answered or ForwardOutcome.ClientGone or ForwardOutcome.BadRequest))
            {
                Log.Failed(logger, instance.Service, instance.Authority, outcome.Label(), ReasonOf(context));
            }

            if (outcome == ForwardOutcome.Away && destination.IsBalanced)
            {
                instance.MarkDown();
            }

            return outcome;
        }
        finally
        {
            instance.End();
        }
    }

    private static async Task FinishAsync(HttpContext context, Destination destination, ForwardOutcome outcome)
    {
        var response = context.Response;
        if (response.HasStarted || outcome == ForwardOutcome.ClientGone)
        {
            return;
        }

        if (outcome == ForwardOutcome.Answered)
        {
            // An answer without a body is complete: nothing may be added to it.
            await response.StartAsync(context.RequestAborted);
            return;
        }

        if (outcome == ForwardOutcome.BadRequest)
        {
            // The error boundary answers it: 413, 408 or a validation error.
            throw BadRequestOf(context);
        }

        response.Clear();
        response.Headers[CorrelationId.Header] = context.CorrelationId();

        await (outcome == ForwardOutcome.TimedOut ? TimedOut(destination) : Unavailable(destination)).ExecuteAsync(context);
    }

    private static Problem Unavailable(Destination destination) => Problems.ServiceUnavailable with
    {
        Message = $"{destination.Name} is temporarily unavailable. Please try again shortly.",
    };

    private static Problem TimedOut(Destination destination) =>
        new(StatusCodes.Status504GatewayTimeout, "GATEWAY_TIMEOUT", $"{destination.Name} did not answer in time");

    private static BadHttpRequestException BadRequestOf(HttpContext context) =>
        (context.Features.Get<IForwarderErrorFeature>()?.Exception as AggregateException)?.InnerExceptions
            .OfType<BadHttpRequestException>().FirstOrDefault()
        ?? new BadHttpRequestException("The request body ended early", context.Response.StatusCode);

    private static string ReasonOf(HttpContext context) =>
        context.Features.Get<IForwarderErrorFeature>()?.Exception?.GetBaseException().Message ?? "";

    private static partial class Log
    {
        [LoggerMessage(2021, LogLevel.Warning, "{Service} at {Address}: {Outcome}: {Reason}")]
        public static partial void Failed(ILogger logger, string service, string address, string outcome, string reason);

        [LoggerMessage(2022, LogLevel.Warning, "No instance of {Service} is healthy")]
        public static partial void NoInstance(ILogger logger, string service);
    }
}
