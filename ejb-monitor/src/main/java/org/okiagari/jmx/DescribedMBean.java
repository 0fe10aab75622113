package org.okiagari.jmx;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanNotificationInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.StandardMBean;
import org.jspecify.annotations.Nullable;
import org.okiagari.api.Description;

/**
 * An MXBean whose attributes, operations and parameters carry the texts of {@link Description} and the names of the source.
 *
 * <p>An MXBean alone would show {@code p0, p1} and no text. The description is made once per interface: ten thousand beans
 * of one kind share it.
 */
class DescribedMBean extends StandardMBean {
    private static final Map<Class<?>, MBeanInfo> INFOS = new ConcurrentHashMap<>();

    private final MBeanNotificationInfo[] notifications;

    /** Makes a bean; {@code bean} implements the MXBean interface {@code type}. */
    <T> DescribedMBean(T bean, Class<T> type, MBeanNotificationInfo... notifications) {
        super(bean, type, true);
        this.notifications = notifications.clone();
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        return INFOS.computeIfAbsent(getMBeanInterface(), type -> withNotifications(super.getMBeanInfo()));
    }

    @Override
    protected String getDescription(MBeanInfo info) {
        return text(getMBeanInterface(), info.getDescription());
    }

    @Override
    protected String getDescription(MBeanAttributeInfo info) {
        return method(candidate -> isGetter(candidate, info.getName()))
                .map(getter -> text(getter, info.getDescription()))
                .findFirst()
                .orElse(info.getDescription());
    }

    @Override
    protected String getDescription(MBeanOperationInfo info) {
        Method method = operation(info);
        return method == null ? info.getDescription() : text(method, info.getDescription());
    }

    @Override
    protected String getDescription(MBeanOperationInfo info, MBeanParameterInfo param, int sequence) {
        Method method = operation(info);
        return method == null ? param.getDescription() : text(method.getParameters()[sequence], param.getDescription());
    }

    @Override
    protected String getParameterName(MBeanOperationInfo info, MBeanParameterInfo param, int sequence) {
        Method method = operation(info);
        if (method == null) {
            return param.getName();
        }
        Parameter parameter = method.getParameters()[sequence];
        return parameter.isNamePresent() ? parameter.getName() : param.getName();
    }

    /** What answers only is told apart from what acts, so that consoles can warn. */
    @Override
    protected int getImpact(MBeanOperationInfo info) {
        return switch (info.getName()) {
            case "events", "check", "checkReload", "readPfile", "scriptOutput", "await" -> MBeanOperationInfo.INFO;
            default -> info.getReturnType().equals("void") ? MBeanOperationInfo.ACTION : MBeanOperationInfo.ACTION_INFO;
        };
    }

    private MBeanInfo withNotifications(MBeanInfo info) {
        return new MBeanInfo(
                info.getClassName(),
                info.getDescription(),
                info.getAttributes(),
                info.getConstructors(),
                info.getOperations(),
                notifications,
                info.getDescriptor());
    }

    private @Nullable Method operation(MBeanOperationInfo info) {
        return method(candidate -> isOperation(candidate, info)).findFirst().orElse(null);
    }

    private Stream<Method> method(Predicate<Method> wanted) {
        return Arrays.stream(getMBeanInterface().getMethods()).filter(wanted);
    }

    private static boolean isGetter(Method method, String attribute) {
        return method.getParameterCount() == 0
                && (method.getName().equals("get" + attribute)
                        || method.getName().equals("is" + attribute));
    }

    /** Overloads differ by their types alone; those of an MXBean's parameters stand in their descriptors. */
    private static boolean isOperation(Method method, MBeanOperationInfo info) {
        MBeanParameterInfo[] parameters = info.getSignature();
        if (!method.getName().equals(info.getName()) || method.getParameterCount() != parameters.length) {
            return false;
        }
        for (int i = 0; i < parameters.length; i++) {
            Object original = parameters[i].getDescriptor().getFieldValue("originalType");
            String type = original == null ? parameters[i].getType() : original.toString();
            if (!method.getGenericParameterTypes()[i].getTypeName().equals(type)) {
                return false;
            }
        }
        return true;
    }

    private static String text(AnnotatedElement element, String otherwise) {
        Description description = element.getAnnotation(Description.class);
        return description == null ? otherwise : Objects.requireNonNull(description.value());
    }
}
