using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.Requests;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;

namespace Tracker.Platform.Http.Pipeline;

/// <summary>Turns exceptions and status codes without a body into the system's errors.</summary>
internal sealed partial class ErrorBoundary(ILogger<ErrorBoundary> logger)
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
            await WriteMissingBodyAsync(context);
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            if (ProblemOf(e, context) is { } problem)
            {
                context.Response.Clear();
                context.Response.Headers[CorrelationId.Header] = context.CorrelationId();
                context.State().RateLimit?.WriteTo(context.Response.Headers);
                await problem.ExecuteAsync(context);
            }
        }
        catch (Exception e) when (IsClientGone(e, context))
        {
            // The client is gone after a part of the response; there is nothing to report.
        }
        catch (Exception e)
        {
            Log.AnswerCutShort(logger, e);
            context.Abort();
        }
    }

    private Problem? ProblemOf(Exception exception, HttpContext context)
    {
        switch (exception)
        {
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return Problems.PayloadTooLarge;
            case BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout }:
                return Problems.RequestTimeout;
            case BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType }:
                return Problems.UnsupportedMediaType(AcceptedBodies.Of(context));
            case BadHttpRequestException:
                return Problems.Validation([new Fault("body", "", "the request could not be read", "value_error")]);
            case var _ when IsClientGone(exception, context):
                return null;
            case UnavailableException:
                Log.DependencyRefuses(logger, exception.Message);
                return Problems.ServiceUnavailable;
            case var _ when IsUnavailable(exception):
                Log.DependencyUnavailable(logger, exception.GetType().Name, ReasonOf(exception));
                return Problems.ServiceUnavailable;
            default:
                Log.Unhandled(logger, exception);
                return Problems.InternalError;
        }
    }

    /// <summary>
    /// The database is away, or another service does not answer. A database that rejects a statement or its data is not unavailable: that
    /// is a bug.
    /// </summary>
    private static bool IsUnavailable(Exception exception) => exception switch
    {
        PostgresException => Database.IsAway(exception),
        TimeoutException or SocketException or HttpRequestException => true,
        _ => Database.IsAway(exception) || (exception.InnerException is { } inner && IsUnavailable(inner)),
    };

    // Without the stack: while a dependency is away, every request would log the same one.
    private static string ReasonOf(Exception exception) =>
        exception.InnerException is null ? exception.Message : $"{exception.Message}: {exception.GetBaseException().Message}";

    private static bool IsClientGone(Exception exception, HttpContext context) =>
        context.RequestAborted.IsCancellationRequested
        && exception is OperationCanceledException or IOException or NpgsqlException { InnerException: OperationCanceledException };

    private static Task WriteMissingBodyAsync(HttpContext context)
    {
        var response = context.Response;
        if (response.HasStarted || response.ContentLength is > 0)
        {
            return Task.CompletedTask;
        }

        if (response.StatusCode is StatusCodes.Status412PreconditionFailed or StatusCodes.Status416RangeNotSatisfiable)
        {
            // Remove the headers of the file that is not sent.
            (response.ContentType, response.Headers.ContentDisposition) = (null, default);
        }

        return response.ContentType is null && ProblemOf(response.StatusCode, context) is { } problem
            ? problem.ExecuteAsync(context)
            : Task.CompletedTask;
    }

    private static Problem? ProblemOf(int status, HttpContext context) => status switch
    {
        StatusCodes.Status404NotFound => Problems.RouteNotFound,
        StatusCodes.Status405MethodNotAllowed => Problems.MethodNotAllowed,
        StatusCodes.Status412PreconditionFailed => Problems.PreconditionFailed,
        StatusCodes.Status413PayloadTooLarge => Problems.PayloadTooLarge,
        StatusCodes.Status415UnsupportedMediaType => Problems.UnsupportedMediaType(AcceptedBodies.Of(context)),
        StatusCodes.Status416RangeNotSatisfiable => Problems.RangeNotSatisfiable,
        _ => null,
    };

    private static partial class Log
    {
        [LoggerMessage(2001, LogLevel.Error, "Unhandled exception")]
        public static partial void Unhandled(ILogger logger, Exception exception);

        [LoggerMessage(2002, LogLevel.Warning, "A dependency is unavailable: {Kind}: {Reason}")]
        public static partial void DependencyUnavailable(ILogger logger, string kind, string reason);

        [LoggerMessage(2004, LogLevel.Error, "Requests fail until this is fixed: {Reason}")]
        public static partial void DependencyRefuses(ILogger logger, string reason);

        [LoggerMessage(2003, LogLevel.Error, "An exception cut a response short")]
        public static partial void AnswerCutShort(ILogger logger, Exception exception);
    }
}
