package io.gatekeeper.db.autoconfigure;

import io.gatekeeper.db.store.ViewRecordStore;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Matches where no parent context has a gatekeeper to share. */
class OnNoParentCondition extends SpringBootCondition {

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        ConfigurableListableBeanFactory beans = context.getBeanFactory();
        boolean shared = beans != null
                && beans.getParentBeanFactory() instanceof ListableBeanFactory parent
                && BeanFactoryUtils.beanNamesForTypeIncludingAncestors(parent, ViewRecordStore.class, true, false)
                                .length
                        > 0;
        return new ConditionOutcome(!shared, shared ? "the parent has a gatekeeper" : "no parent has a gatekeeper");
    }
}
